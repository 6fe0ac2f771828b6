// SPDX-License-Identifier: MIT
#include "metric/perceptual_trunk.h"

#include "io/checkpoint.h"
#include "metric/lpips.h"

#include <ATen/ATen.h>

namespace ldm::metric {

namespace {

constexpr int kGroups = 8;
constexpr double kEps = 1e-5;
const std::string kPrefix = "trunk.";

nn::Conv2d conv(int in, int out, int stride = 1)
{
    return nn::Conv2d(nn::Conv2dOptions{.in = in, .out = out, .stride = stride});
}

torch::Tensor unit_length(const torch::Tensor& x)
{
    const auto f = x.to(at::kFloat);
    return f / (f.square().sum(1, true) + 1e-10).sqrt();
}

PerceptualTrunk load_trunk(const std::filesystem::path& file)
{
    const auto checkpoint = open_checkpoint(file);
    PerceptualTrunk trunk;
    nn::for_each_layer(*trunk, [&](const std::string& name, nn::Layer& layer) {
        for (const auto& item : layer.named_parameters(false))
            layer.assign(item.key(), checkpoint->tensor(kPrefix + name + "." + item.key()).clone());
    });
    for (auto& parameter : trunk->parameters())
        parameter.set_requires_grad(false);
    return trunk;
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

torch::Tensor feature_distance(const std::vector<torch::Tensor>& x,
                               const std::vector<torch::Tensor>& y, const torch::Tensor& weight)
{
    torch::Tensor sum;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto apart = (unit_length(x[i]) - unit_length(y[i])).square().sum(1, true);
        torch::Tensor mean;
        if (weight.defined()) {
            const auto share = at::adaptive_avg_pool2d(weight, apart.sizes().slice(2));
            mean =
                (apart * share).sum({1, 2, 3}, true) / share.sum({1, 2, 3}, true).clamp_min(1e-6);
        } else {
            mean = apart.mean({1, 2, 3}, true);
        }
        sum = sum.defined() ? sum + mean : mean;
    }
    return sum / double(x.size());
}

PerceptualDistance load_perceptual_distance(const std::vector<std::filesystem::path>& files)
{
    if (!open_checkpoint(files.at(0))->contains(kPrefix + "stem.weight")) {
        const auto lpips = load_lpips(files);
        return [lpips](const torch::Tensor& x, const torch::Tensor& y, const torch::Tensor&) {
            return lpips->forward(x, y);
        };
    }
    std::vector<PerceptualTrunk> trunks;
    for (const auto& file : files)
        trunks.push_back(load_trunk(file));
    return [trunks](const torch::Tensor& x, const torch::Tensor& y, const torch::Tensor& weight) {
        torch::Tensor sum;
        for (const auto& trunk : trunks) {
            const auto apart = feature_distance(trunk->forward(x), trunk->forward(y), weight);
            sum = sum.defined() ? sum + apart : apart;
        }
        return sum / double(trunks.size());
    };
}

}  // namespace ldm::metric
