// SPDX-License-Identifier: MIT
#pragma once

#include "train/adam.h"
#include "train/metrics.h"

#include <torch/nn/module.h>

#include <cstdint>
#include <filesystem>
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
    std::int64_t step = 0;  ///< also the position in the data and in the random numbers
    Metrics metrics;        ///< since the last row of the log
};

/// Every tensor that a checkpoint holds.
std::vector<torch::Tensor> tensors_of(const RunState& state);

/// A run's folder: `last.ckpt` (opens in PyTorch), `resume-STEP.safetensors` (moments of the
/// optimisers and the sums of the log), `metrics.csv`, `images/` and TensorBoard's event files.
class RunFolder {
public:
    /// Creates the folder. @throws Error{File}
    explicit RunFolder(std::filesystem::path folder);

    bool has_checkpoint() const;

    /// Writes a checkpoint. A process that is killed at any moment leaves the old one or the new
    /// one, whole: `last.ckpt` names the step whose second file, written before it, belongs to it.
    void save(const RunState& state) const;

    /// Fills the state from the folder's checkpoint. @throws Error{CheckpointKeys} if it is another
    /// model's
    void restore(RunState& state) const;

    std::filesystem::path image(const std::string& name, std::int64_t step) const;
    std::filesystem::path checkpoint() const { return folder_ / "last.ckpt"; }
    std::filesystem::path metrics() const { return folder_ / "metrics.csv"; }
    const std::filesystem::path& path() const { return folder_; }

private:
    std::filesystem::path resume_file(std::int64_t step) const;
    void remove_leftovers(const std::filesystem::path& keep) const;

    std::filesystem::path folder_;
};

}  // namespace ldm::train
