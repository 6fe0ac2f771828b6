// SPDX-License-Identifier: MIT
#include "metric/efficientnet_lite.h"

#include "io/checkpoint.h"

#include <ATen/ATen.h>

#include <array>

namespace ldm::metric {

namespace {

constexpr std::array<double, 3> kMean{0.485, 0.456, 0.406}, kDeviation{0.229, 0.224, 0.225};

// Whether a stage begins by halving the size. A stage is a run of blocks of one width.
constexpr std::array<bool, 6> kHalves{false, true, true, true, false, true};

torch::Tensor per_channel(const std::array<double, 3>& values)
{
    return at::tensor({values[0], values[1], values[2]}, at::kFloat).view({1, 3, 1, 1});
}

}  // namespace

// "Same" padding as TensorFlow has it: where the size is halved, one pixel more at the end.
torch::Tensor EfficientNetLite::Convolution::operator()(const torch::Tensor& x) const
{
    const auto& [weight, bias] = folded;
    const auto groups = x.size(1) / weight.size(1), kernel = weight.size(2);
    const bool halves = stride == 2;
    const auto before = (kernel - 2) / 2, after = kernel - 2 - before;
    const auto padded = halves ? at::constant_pad_nd(x, {before, after, before, after}) : x;
    const std::vector<std::int64_t> strides(2, stride), padding(2, halves ? 0 : kernel / 2);
    return at::conv2d(padded, weight, bias, strides, padding, 1, groups);
}

bool EfficientNetLite::is_in(const Checkpoint& checkpoint)
{
    return checkpoint.contains("_conv_stem.weight");
}

EfficientNetLite::EfficientNetLite(const Checkpoint& checkpoint)
{
    const auto read_folded = [&](const std::string& conv, const std::string& norm,
                                 std::int64_t stride) -> Convolution {
        const auto read = [&](const std::string& name) {
            return checkpoint.tensor(norm + name).to(at::kFloat);
        };
        return {fold_norm(
                    checkpoint.tensor(conv + ".weight").to(at::kFloat),
                    {read(".weight"), read(".bias"), read(".running_mean"), read(".running_var")}),
                stride};
    };
    stem_ = read_folded("_conv_stem", "_bn0", 2);
    std::int64_t width = 0;
    for (std::size_t i = 0, stages = 0; true; ++i) {
        const auto name = "_blocks." + std::to_string(i) + ".";
        Block block;
        block.project = read_folded(name + "_project_conv", name + "_bn2", 1);
        const auto out = block.project.folded.weight.size(0);
        const bool begins = out != width;
        block.halves = begins && kHalves.at(stages);
        stages += begins ? 1 : 0;
        width = out;
        if (stages == kHalves.size())
            return;
        if (checkpoint.contains(name + "_expand_conv.weight"))
            block.inner.push_back(read_folded(name + "_expand_conv", name + "_bn0", 1));
        block.inner.push_back(
            read_folded(name + "_depthwise_conv", name + "_bn1", block.halves ? 2 : 1));
        blocks_.push_back(std::move(block));
    }
}

std::vector<torch::Tensor> EfficientNetLite::features(const torch::Tensor& pictures) const
{
    const auto relu6 = [](const torch::Tensor& x) { return at::hardtanh(x, 0.0, 6.0); };
    std::vector<torch::Tensor> features;
    auto x = relu6(stem_(((pictures + 1.0) / 2.0 - per_channel(kMean)) / per_channel(kDeviation)));
    for (const auto& block : blocks_) {
        if (block.halves)
            features.push_back(x);
        auto h = x;
        for (const auto& convolution : block.inner)
            h = relu6(convolution(h));
        h = block.project(h);
        x = h.sizes() == x.sizes() ? x + h : h;
    }
    features.push_back(x);
    return features;
}

}  // namespace ldm::metric
