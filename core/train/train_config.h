// SPDX-License-Identifier: MIT
#pragma once

#include "model/model_config.h"
#include "train/data_config.h"

#include <filesystem>
#include <string>

namespace ldm::train {

/// `data:` block with the target `sfumato.data.World`.
struct WorldDataConfig {
    int size = 256;  ///< of a rendered picture
    int supersample = 1;
    int crop = 256;   ///< side of what a batch holds; a multiple of the model's size
    int pool = 256;   ///< pictures to choose from at any time
    int reuse = 16;   ///< samples, on average, that are taken of each picture
    int workers = 1;  ///< rendering threads
    std::uint64_t first_seed = 0;
    double coarse_maps = 0.7;         ///< share of maps that are simplified
    std::filesystem::path materials;  ///< folder of `./dev data`; empty = drawn by code
};

/// `lightning.trainer.distillation`: the model learns to make in `steps` steps what its teacher
/// makes in twice as many.
struct DistillationConfig {
    std::filesystem::path teacher;  ///< weights of a model of the same description
    int steps = 8;                  ///< of the student
    double guidance = 1.0;          ///< of the teacher; the student needs none
};

/// A perceptual distance in the loss of a model that runs in few steps.
struct PictureLossConfig {
    std::vector<std::filesystem::path> weights;  ///< see metric::load_perceptual_distance
    double factor = 1.0;
    double power = 1.0;  ///< of each picture's distance; below 1, smooth pictures count for more
};

/// A training run: model, data, optimiser, length. Read from the published YAML layout (`model:`,
/// `data:`, `lightning:`).
struct TrainConfig {
    model::ModelConfig model;
    WorldDataConfig data;
    std::optional<DataConfig> dataset;   ///< in the place of `data`
    std::filesystem::path vocabularies;  ///< folder with tokenizers' tables; not in the YAML
    int batch_size = 8;
    int accumulate = 1;
    double learning_rate = 0.0;  ///< for one process, after scaling: accumulate × batch × base
    bool scale_lr = true;        ///< the batch, and so the rate, grows with the processes, too
    int64_t max_steps = 0;
    bool bf16 = false;           ///< trainer.precision: bf16, where the processor computes in it
    double gradient_clip = 0.0;  ///< trainer.gradient_clip_val; 0 = off
    double ema_decay = 0.9999;
    int log_every = 50;          ///< steps between progress lines
    int checkpoint_every = 500;  ///< steps between checkpoints
    int image_every = 1000;      ///< steps between sample grids
    std::uint64_t seed = 23;
    int skip_bad_steps = 5;    ///< steps in a row that may be left out because of numbers that are
                               ///< infinite or none, before the run stops; 0: stop at the first
    double final_decay = 0;    ///< last share of the run in which the rate falls to a fiftieth
    double unconditional = 0;  ///< share of samples that are learnt without their condition
    /// Shares of a model of words and boxes that are learnt with one of them; the rest has both.
    double words_alone = 0.35, boxes_alone = 0.25;
    int peer_timeout = 600;  ///< seconds that other processes may be silent
    std::optional<DistillationConfig> distillation;
    std::optional<PictureLossConfig> picture_loss;  ///< only with `levels`
    int levels = 0;  ///< trainer.levels: learns only the noise levels that a DDIM run of so many
                     ///< trailing steps meets, for a model that always runs in few; 0: all
    std::filesystem::path latent_cache;  ///< folder that keeps latents on disk; empty: memory only
    std::filesystem::path first_stage_weights;  ///< second stage: trained first stage
    std::filesystem::path starting_weights;  ///< model.params.ckpt_path: what a new run begins with
    std::vector<std::string> notes;  ///< to be told once, of how the run differs from its YAML
};

/// @throws Error{File}, Error{BadArgument} naming the key, Error{Unsupported}
TrainConfig read_train_config(const std::filesystem::path& yaml);

/// bf16 becomes fp32, with a note, on a processor that has no instructions for it: there it is
/// several times slower than fp32.
void fit_to_processor(TrainConfig& config, bool computes_bf16);

}  // namespace ldm::train
