// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace ldm {

/// One progress report of a training run.
struct TrainingStatus {
    std::int64_t step = 0;
    std::int64_t total = 0;
    double loss = 0.0;  ///< mean since the last report
    double images_per_second = 0.0;
    double seconds_left = 0.0;
    std::string detail;                ///< parts of the loss, PSNR of held-out pictures
    std::vector<std::string> notes{};  ///< what is new to know of the data, a sentence each
};

/// Receives reports, in the leading process of a run; answering false ends the run after a
/// checkpoint.
using TrainingObserver = std::function<bool(const TrainingStatus&)>;

struct TrainingOptions {
    std::filesystem::path config;         ///< YAML with `model:`, `data:` and `lightning:`
    std::filesystem::path folder;         ///< gets checkpoints, `metrics.csv`, events and `images/`
    bool resume = false;                  ///< go on from the folder's last checkpoint
    int threads = 0;                      ///< 0 = one a physical core
    std::filesystem::path resources{};    ///< folder with `vocabularies`: models of words need it
    std::function<bool()> interrupted{};  ///< asked after each step; true ends the run in order
};

/// Trains a first stage or a latent diffusion model (LDM paper, Sec. 3.1 and 3.2). Processes that
/// torchrun, Slurm or mpirun started together share the work.
/// @throws Error for a description, folder or checkpoint that cannot be used, or when another
///         process of the run is gone
void run_training(const TrainingOptions& options, const TrainingObserver& observer);

/// What a run would take.
struct TrainingEstimate {
    struct Part {
        std::string name;  ///< as in the checkpoint: model, first_stage_model …
        std::int64_t parameters = 0;
        std::int64_t trained = 0;
    };

    std::vector<Part> parts;
    std::int64_t weight_bytes = 0;    ///< all parameters
    std::int64_t training_bytes = 0;  ///< gradients, moments of the optimisers, moving averages
    std::int64_t peak_bytes = 0;      ///< most memory of the process in the steps that were tried
    std::int64_t batch = 0;           ///< samples a step, all processes
    std::int64_t steps = 0;           ///< of the whole run
    double seconds_a_step = 0.0;      ///< 0: not tried, because memory would not suffice
    std::vector<std::string> notes;  ///< how the run would differ from its YAML, how it would begin
};

/// Builds the model, tries a few steps where memory allows it, writes nothing.
/// @throws as run_training
TrainingEstimate estimate_training(const TrainingOptions& options);

/// Writes what a run has learnt, a first stage or a whole model, as a small file: fp16, moving
/// averages in the place of raw weights, nothing that only training needs. Where the description
/// names a first stage beside itself (`ckpt_path`), the file goes without its own.
/// @throws Error{CheckpointFormat}, Error{CheckpointKeys}, Error{File}
void export_model(const std::filesystem::path& config, const std::filesystem::path& checkpoint,
                  const std::filesystem::path& safetensors);

}  // namespace ldm
