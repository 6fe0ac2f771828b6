// SPDX-License-Identifier: MIT
#pragma once

#include <torch/types.h>

namespace ldm::firststage {

/// The posterior of a KL autoencoder (LDM paper, App. G; Kingma & Welling 2014).
class DiagonalGaussian {
public:
    /// @param moments [B,2z,h,w]: means, then log-variances (clamped to [-30, 20])
    explicit DiagonalGaussian(const torch::Tensor& moments);

    const torch::Tensor& mean() const { return mean_; }
    const torch::Tensor& logvar() const { return logvar_; }
    torch::Tensor std() const;

    /// The most likely latent.
    const torch::Tensor& mode() const { return mean_; }

    /// mean + std·noise. @param noise [B,z,h,w] standard normal
    torch::Tensor sample(const torch::Tensor& noise) const;

    /// KL divergence to N(0,1) of each picture, summed over its latent. @return [B]
    torch::Tensor kl() const;

private:
    torch::Tensor mean_, logvar_;
};

}  // namespace ldm::firststage
