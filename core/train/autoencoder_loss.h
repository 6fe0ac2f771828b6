// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/first_stage.h"
#include "model/model_config.h"
#include "train/discriminator.h"

#include <functional>

namespace ldm::train {

/// What one generator pass came to; everything but `total` is for the log.
struct GeneratorLoss {
    torch::Tensor total;
    double rec = 0.0;         ///< mean absolute error (and perceptual distance) a pixel
    double regulariser = 0.0; ///< KL a picture, or the codebook term
    double g_loss = 0.0;
    double d_weight = 0.0;    ///< adaptive weight of the adversarial term
};

/// The first stage's objective: reconstruction, perceptual distance where a network is given, patch
/// discriminator with adaptive weight, KL or codebook term (LDM paper, App. G; Esser et al. 2021).
class AutoencoderLoss : public torch::nn::Module {
public:
    /// Distance of two batches, [B,1,1,1]; empty: none.
    using Perceptual = std::function<torch::Tensor(const torch::Tensor&, const torch::Tensor&)>;

    explicit AutoencoderLoss(const model::AutoencoderLossConfig& config,
                             Perceptual perceptual = {});

    /// @param regulariser KL [B] of the posterior, or the quantiser's scalar loss
    /// @param last_weight decoder weight at which gradients are compared
    GeneratorLoss generator(const torch::Tensor& image, const torch::Tensor& reconstruction,
                            const torch::Tensor& regulariser, const torch::Tensor& last_weight,
                            int64_t step);

    /// The discriminator's own loss; both pictures detached.
    torch::Tensor discriminator_loss(const torch::Tensor& image,
                                     const torch::Tensor& reconstruction, int64_t step);

    /// False while the discriminator has not started: its pass may be skipped.
    bool adversarial(int64_t step) const { return step >= config_.disc_start; }
    Discriminator& discriminator_net() { return discriminator; }

private:
    model::AutoencoderLossConfig config_;
    Perceptual perceptual_;
    Discriminator discriminator{nullptr};
};

}  // namespace ldm::train
