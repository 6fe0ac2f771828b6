// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"
#include "train/batch_source.h"
#include "train/diffusion_loss.h"
#include "train/train_config.h"

#include <memory>

namespace ldm::train {

/// Progressive distillation (Salimans & Ho 2022, Alg. 2), one round of it: one DDIM step of the
/// student aims at where two of the teacher's lead. Steps are spaced as trailing_timesteps. The
/// teacher's guidance goes over into the student (Meng et al. 2023), which answers in one look
/// where the teacher takes two.
class Teacher {
public:
    /// @throws Error{BadArgument} for steps out of range, or guidance of a model that has not
    /// learnt
    ///         to do without its condition; as open_checkpoint
    Teacher(const DistillationConfig& config, const model::ModelConfig& model);

    /// Draws the batch's time steps among the student's and sets its aim. z, condition and noise
    /// are there; t and aim are set.
    void instruct(DiffusionBatch& batch, const TrainingBatch& data, std::uint64_t seed);

private:
    torch::Tensor predict_x0(const torch::Tensor& x_t, const torch::Tensor& t);

    DistillationConfig config_;
    const model::ModelConfig& description_;
    std::shared_ptr<model::LatentDiffusion> model_;
    diffusion::Condition condition_, unconditional_;  ///< of the batch at hand
    torch::Tensor student_steps_,
        teacher_steps_;  ///< [N], [2N] int64, nearest to the picture first
};

}  // namespace ldm::train
