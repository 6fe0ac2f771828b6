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
    double nll = 0.0;
    double rec = 0.0;          ///< mean absolute error (and perceptual distance) a pixel
    double perceptual = 0.0;   ///< mean perceptual distance, unweighted
    double regulariser = 0.0;  ///< KL a picture, or the codebook term
    double g_loss = 0.0;
    double d_weight = 0.0;     ///< adaptive weight of the adversarial term
    double disc_factor = 0.0;  ///< 0 while the discriminator has not started
};

/// What one discriminator pass came to.
struct DiscriminatorLoss {
    torch::Tensor total;
    double logits_real = 0.0, logits_fake = 0.0;  ///< means
};

/// How a batch uses a codebook.
struct CodebookUsage {
    double perplexity = 0.0;  ///< exp of the entropy: so many codes, evenly used, would do as well
    int64_t codes = 0;        ///< different codes in use
};

/// @param indices int64, any shape  @param codes size of the codebook
CodebookUsage codebook_usage(const torch::Tensor& indices, int64_t codes);

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
    DiscriminatorLoss discriminator_loss(const torch::Tensor& image,
                                         const torch::Tensor& reconstruction, int64_t step);

    /// False while the discriminator has not started: its pass may be skipped.
    bool adversarial(int64_t step) const { return step >= config_.disc_start; }

    /// Works out g_loss and d_weight before they count, too, as the published log shows them; it
    /// costs as much as when they do.
    void log_before_start(bool on) { log_before_start_ = on; }

    /// Log-variance of the error; 0 under a codebook.
    double logvar() const { return logvar_.defined() ? logvar_.item<double>() : 0.0; }

    Discriminator& discriminator_net() { return discriminator; }

private:
    model::AutoencoderLossConfig config_;
    Perceptual perceptual_;
    bool log_before_start_ = false;
    Discriminator discriminator{nullptr};
    torch::Tensor logvar_;  ///< scalar, KL only; no optimiser is given it, as published
};

}  // namespace ldm::train
