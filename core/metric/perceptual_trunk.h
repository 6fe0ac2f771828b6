// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace ldm::metric {

/// Residual block of two 3×3 convolutions, x + conv(SiLU(norm(conv(SiLU(norm(x)))))).
/// The norms have 8 groups.
class TrunkBlockImpl : public torch::nn::Module {
public:
    /// @param width  channels, a multiple of 8
    explicit TrunkBlockImpl(int width);
    torch::Tensor forward(const torch::Tensor& x) const;

private:
    nn::GroupNorm norm_in_, norm_out_;
    nn::Conv2d conv_in_, conv_out_;
};
TORCH_MODULE(TrunkBlock);

/// The first layers of a small network that looks at pictures: stem of stride 2, widths 32, 64 and
/// 96 at 1/2, 1/4 and 1/8 of the size. Learnt with whatever stands on it.
class PerceptualTrunkImpl : public torch::nn::Module {
public:
    static constexpr int kHalf = 32, kQuarter = 64, kEighth = 96;

    PerceptualTrunkImpl();

    /// Features at 1/2, 1/4 and 1/8. @param pictures [B,3,H,W] in [-1,1], sides multiples of 8
    std::vector<torch::Tensor> forward(const torch::Tensor& pictures) const;

private:
    nn::Conv2d stem_, down1_, down2_;
    TrunkBlock half_, quarter_, eighth_;
};
TORCH_MODULE(PerceptualTrunk);

/// The form of LPIPS (Zhang et al. 2018, Eq. 1) without learnt weights: squared differences of
/// features at unit length, summed over channels, averaged over depths.
/// @param x, y  features of as many depths  @param weight  [B,1,H,W] or undefined: where it counts
/// @return [B,1,1,1] fp32
torch::Tensor feature_distance(const std::vector<torch::Tensor>& x,
                               const std::vector<torch::Tensor>& y,
                               const torch::Tensor& weight = {});

/// Distance of two batches [B,3,H,W] in [-1,1] where `weight` [B,1,H,W] says (undefined:
/// everywhere), [B,1,1,1] fp32.
using PerceptualDistance = std::function<torch::Tensor(
    const torch::Tensor& x, const torch::Tensor& y, const torch::Tensor& weight)>;

/// The frozen distance that the files hold: LPIPS (see load_lpips; it counts everywhere alike), or
/// the mean over the trunks of networks that `evaluate-starters train` wrote, one in each file.
/// @throws Error{File}, Error{CheckpointKeys}
PerceptualDistance load_perceptual_distance(const std::vector<std::filesystem::path>& files);

}  // namespace ldm::metric
