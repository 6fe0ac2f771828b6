// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/diagonal_gaussian.h"

#include <torch/nn/module.h>

#include <optional>

namespace ldm::firststage {

/// What an encoder says of a picture: a posterior (KL) or a latent (VQ, identity).
struct Encoded {
    std::optional<DiagonalGaussian> posterior;
    torch::Tensor latent;  ///< VQ: before quantisation; KL: the mode

    /// The latent, with `noise` where it is drawn from a posterior.
    torch::Tensor sample(const torch::Tensor& noise) const
    {
        return posterior ? posterior->sample(noise) : latent;
    }
};

/// The perceptual compression stage (LDM paper, Sec. 3.1): pictures in [-1,1] to latents and back.
/// The latent scale factor is not applied here but by LatentDiffusion.
class FirstStage : public torch::nn::Module {
public:
    /// @param image [B,3,H,W] in [-1,1], sides multiples of factor()
    virtual Encoded encode(const torch::Tensor& image) = 0;

    /// @param z [B,channels(),h,w]  @param quantize VQ only: snap to the codebook first
    /// @return [B,3,h·f,w·f] fp32
    virtual torch::Tensor decode(const torch::Tensor& z, bool quantize = true) = 0;

    /// Snaps a latent to the codebook; returns it as it is where there is none.
    virtual torch::Tensor quantize(const torch::Tensor& z) { return z; }

    /// The weight at which the adaptive discriminator weight is measured; undefined if untrainable.
    virtual torch::Tensor last_weight() const { return {}; }

    virtual int factor() const = 0;    ///< downsampling factor f
    virtual int channels() const = 0;  ///< channels of the latent
};

/// No compression: the diffusion runs on pixels.
class IdentityFirstStage : public FirstStage {
public:
    explicit IdentityFirstStage(int channels) : channels_(channels) {}
    Encoded encode(const torch::Tensor& image) override { return {std::nullopt, image}; }
    torch::Tensor decode(const torch::Tensor& z, bool) override { return z.to(torch::kFloat32); }
    int factor() const override { return 1; }
    int channels() const override { return channels_; }

private:
    int channels_;
};

}  // namespace ldm::firststage
