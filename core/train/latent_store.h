// SPDX-License-Identifier: MIT
#pragma once

#include "train/record_file.h"

#include <torch/types.h>

#include <memory>
#include <string>
#include <unordered_map>

namespace ldm::train {

/// Latents on disk, so that runs that learn from the same pictures encode them once. Each process
/// appends to a file of its own and reads those that are there when it starts. What a killed
/// process left half written is left out.
class LatentStore {
public:
    /// @param folder       made if it is missing
    /// @param first_stage  name of the encoder's weights: others' latents are never taken
    /// @param rank         of the process in its run  @throws Error{File}
    LatentStore(const std::filesystem::path& folder, const std::string& first_stage, int rank);

    /// The tensor kept under a key; undefined if there is none.
    torch::Tensor find(const std::string& key) const;

    /// @param latent  fp32, contiguous, 3 axes
    void add(const std::string& key, const torch::Tensor& latent);

    size_t size() const { return places_.size(); }

private:
    struct Place {
        std::filesystem::path file;
        std::uint64_t offset;
    };

    std::filesystem::path path_;
    std::unordered_map<std::string, Place> places_;
    std::unique_ptr<RecordWriter> writer_;
};

}  // namespace ldm::train
