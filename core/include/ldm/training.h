// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace ldm {

/// One progress report of a training run.
struct TrainingStatus {
    std::int64_t step = 0;
    std::int64_t total = 0;
    double loss = 0.0;  ///< mean since the last report
    double images_per_second = 0.0;
    double seconds_left = 0.0;
    std::string detail;  ///< parts of the loss, PSNR of held-out pictures
};

/// Receives reports; answering false ends the run after a checkpoint.
using TrainingObserver = std::function<bool(const TrainingStatus&)>;

struct TrainingOptions {
    std::filesystem::path config;  ///< YAML with `model:`, `data:` and `lightning:`
    std::filesystem::path folder;  ///< gets `last.ckpt`, the optimiser's state and `images/`
    bool resume = false;           ///< go on from the folder's last checkpoint
    int threads = 0;               ///< 0 = one a physical core
};

/// Trains a first stage or a latent diffusion model (LDM paper, Sec. 3.1 and 3.2).
/// @throws Error for a description, folder or checkpoint that cannot be used
void run_training(const TrainingOptions& options, const TrainingObserver& observer);

/// Writes what a run has learnt as a small model file: fp16, moving averages in the place of raw
/// weights, nothing that only training needs.
/// @throws Error{CheckpointFormat}, Error{CheckpointKeys}, Error{File}
void export_model(const std::filesystem::path& config, const std::filesystem::path& checkpoint,
                  const std::filesystem::path& safetensors);

}  // namespace ldm
