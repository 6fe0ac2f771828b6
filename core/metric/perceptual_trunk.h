// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

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

}  // namespace ldm::metric
