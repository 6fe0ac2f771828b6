// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "model/model_config.h"

namespace ldm::train {

/// Loss of one batch and its parts (LDM paper, Eq. 2).
struct DiffusionLoss {
    torch::Tensor total;
    torch::Tensor simple;  ///< mean error against the target
    torch::Tensor vlb;     ///< weighted by the variational bound
    torch::Tensor gamma;   ///< mean error under the log-variances
    torch::Tensor start;   ///< what the network takes the clean latents to be, like z
};

/// One batch to learn from.
struct DiffusionBatch {
    torch::Tensor z;                 ///< clean latents [B,C,h,w]
    diffusion::Condition condition;  ///< with gradients where the conditioner is trained
    torch::Tensor t;                 ///< [B] int64
    torch::Tensor noise;             ///< standard normal, like z
    torch::Tensor aim{};             ///< what to lead to in the place of z; undefined: z itself
    torch::Tensor weight{};          ///< [B,1,h,w], how much each cell counts; undefined: alike
};

/// @param logvar [T] learnt or constant log-variance of the error at each step
DiffusionLoss diffusion_loss(const diffusion::Network& network, const diffusion::Schedule& schedule,
                             const model::LatentDiffusionConfig& config,
                             const torch::Tensor& logvar, const DiffusionBatch& batch);

}  // namespace ldm::train
