// SPDX-License-Identifier: MIT
#include "metric/perceptual_trunk.h"

#include <ATen/ATen.h>

namespace ldm::metric {

namespace {

constexpr int kGroups = 8;
constexpr double kEps = 1e-5;

nn::Conv2d conv(int in, int out, int stride = 1)
{
    return nn::Conv2d(nn::Conv2dOptions{.in = in, .out = out, .stride = stride});
}

}  // namespace

TrunkBlockImpl::TrunkBlockImpl(int width)
    : norm_in_(register_module("norm_in", nn::GroupNorm(width, kEps, kGroups))),
      norm_out_(register_module("norm_out", nn::GroupNorm(width, kEps, kGroups))),
      conv_in_(register_module("conv_in", conv(width, width))),
      conv_out_(register_module(
          "conv_out", nn::Conv2d(nn::Conv2dOptions{.in = width, .out = width, .zero_init = true})))
{
}

torch::Tensor TrunkBlockImpl::forward(const torch::Tensor& x) const
{
    const auto h = conv_in_->forward(norm_in_->forward_silu(x));
    return x + conv_out_->forward(norm_out_->forward_silu(h));
}

PerceptualTrunkImpl::PerceptualTrunkImpl()
    : stem_(register_module("stem", conv(3, kHalf, 2))),
      down1_(register_module("down1", conv(kHalf, kQuarter, 2))),
      down2_(register_module("down2", conv(kQuarter, kEighth, 2))),
      half_(register_module("half", TrunkBlock(kHalf))),
      quarter_(register_module("quarter", TrunkBlock(kQuarter))),
      eighth_(register_module("eighth", TrunkBlock(kEighth)))
{
}

std::vector<torch::Tensor> PerceptualTrunkImpl::forward(const torch::Tensor& pictures) const
{
    const auto half = half_->forward(stem_->forward(pictures));
    const auto quarter = quarter_->forward(down1_->forward(half));
    return {half, quarter, eighth_->forward(down2_->forward(quarter))};
}

}  // namespace ldm::metric
