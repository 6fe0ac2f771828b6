// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/first_stage.h"

namespace ldm::firststage {

/// A small picture of a latent, twice its size, at a thousandth of a decode's cost: one affine map
/// from a cell and its neighbours to the cell's four points, fitted by least squares to the stage's
/// own decoder, better with every picture that is decoded.
class LatentPreview {
public:
    /// Fits from a few decoded random latents. @param scale latents are divided by it
    /// @param device where the first stage's weights are; all else here is on the processor
    LatentPreview(FirstStage& stage, double scale, c10::Device device = c10::kCPU);

    /// Points of a preview along a side of a cell: 2, or 1 where latents are pixels.
    static int detail(const FirstStage& stage) { return stage.factor() > 1 ? 2 : 1; }

    /// Cells along a side of a latent that are learnt from, at most: those in its middle.
    static constexpr int64_t kLearnt = 128;

    /// Refines the fit by a latent and its decoded picture.
    /// @param z [1,C,h,w] scaled latent  @param image [1,3,H,W] in [-1,1], H·W a multiple of the
    /// preview's size; or, of a large one, the preview of what is learnt from alone
    void learn(const torch::Tensor& z, const torch::Tensor& image);

    /// @param z [B,C,h,w] scaled latent, on any device
    /// @return uint8 [h·detail,w·detail,3] of the first of the batch, on the processor
    torch::Tensor render(const torch::Tensor& z) const;

private:
    void solve();

    int detail_;
    int64_t channels_;
    torch::Tensor gram_, moment_;  ///< sums of the normal equations, double
    torch::Tensor weight_, bias_;  ///< [3·detail²,C,3,3], [3·detail²]
};

/// An affine map of channels to pixels, composed of LibTorch's operators; the operator is
/// `ldm::latent_preview`.
/// @param z [B,C,h,w]  @param weight [C,3] fp32  @param bias [3] fp32
/// @return uint8 [h,w,3] of the first of the batch
torch::Tensor latent_preview_composed(const torch::Tensor& z, const torch::Tensor& weight,
                                      const torch::Tensor& bias);

}  // namespace ldm::firststage
