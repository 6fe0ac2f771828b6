// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/first_stage.h"

namespace ldm::firststage {

/// A small picture of a latent at a thousandth of a decode's cost: one affine map from latent
/// channels to RGB, fitted by least squares to the stage's own decoder.
class LatentPreview {
public:
    /// Fits from a few decoded smooth random latents. @param scale latents are divided by it
    /// @param device where the first stage's weights are; all else here is on the processor
    LatentPreview(FirstStage& stage, double scale, c10::Device device = c10::kCPU);

    /// Refines the fit by a latent and its decoded picture.
    /// @param z [1,C,h,w] scaled latent  @param image [1,3,h·f,w·f] in [-1,1]
    void learn(const torch::Tensor& z, const torch::Tensor& image);

    /// @param z [B,C,h,w] scaled latent, on any device
    /// @return uint8 [h,w,3] of the first of the batch, on the processor
    torch::Tensor render(const torch::Tensor& z) const;

private:
    void solve();

    torch::Tensor gram_, moment_;  ///< sums of the normal equations, double
    torch::Tensor weight_, bias_;  ///< [C,3], [3]
};

/// The affine map of a preview, composed of LibTorch's operators; the operator is
/// `ldm::latent_preview`.
/// @param z [B,C,h,w]  @param weight [C,3] fp32  @param bias [3] fp32
/// @return uint8 [h,w,3] of the first of the batch
torch::Tensor latent_preview_composed(const torch::Tensor& z, const torch::Tensor& weight,
                                      const torch::Tensor& bias);

}  // namespace ldm::firststage
