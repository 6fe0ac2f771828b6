// SPDX-License-Identifier: MIT
#pragma once

#include "train/adam.h"

#include <torch/nn/module.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ldm::train {

class Ema;

/// Everything of a run that a checkpoint holds.
struct RunState {
    torch::nn::Module* module = nullptr;  ///< written under `prefix`
    std::string prefix;                   ///< e.g. "" or "first_stage_model."
    torch::nn::Module* extra = nullptr;   ///< written under `loss.`; may be null
    Ema* ema = nullptr;                   ///< may be null
    std::vector<Adam*> optimisers;
    std::vector<std::pair<std::string, torch::Tensor>> buffers;  ///< schedule, scale factor …
    std::int64_t step = 0;
    std::uint64_t rendered = 0;  ///< pictures that the data source has used
};

/// A run's folder: `last.ckpt` (opens in PyTorch), `last.optimiser.safetensors`, `images/`.
class RunFolder {
public:
    /// Creates the folder. @throws Error{File}
    explicit RunFolder(std::filesystem::path folder);

    bool has_checkpoint() const;
    void save(const RunState& state) const;

    /// Fills the state from the folder's checkpoint. @throws Error{CheckpointKeys} if it is another
    /// model's
    void restore(RunState& state) const;

    std::filesystem::path image(const std::string& name, std::int64_t step) const;
    std::filesystem::path checkpoint() const { return folder_ / "last.ckpt"; }

private:
    std::filesystem::path folder_;
};

}  // namespace ldm::train
