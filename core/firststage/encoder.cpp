// SPDX-License-Identifier: MIT
#include "firststage/encoder.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

namespace ldm::firststage {

EncoderImpl::EncoderImpl(const AutoencoderConfig& config) : config_(config)
{
    conv_in = register_module(
        "conv_in", nn::Conv2d(nn::Conv2dOptions{.in = config.in_channels, .out = config.ch}));
    nn::Group down = register_module("down", nn::Group());
    int resolution = config.resolution, width = config.ch;
    for (size_t i = 0; i < config.ch_mult.size(); ++i) {
        levels_.push_back(add_level(down, i, width, resolution));
        width = config.ch * config.ch_mult[i];
        resolution /= 2;
    }
    mid = register_module("mid", Middle(width, config.attention));
    norm_out = register_module("norm_out", nn::GroupNorm(width, kNormEps));
    const int out = config.double_z ? 2 * config.z_channels : config.z_channels;
    conv_out = register_module("conv_out", nn::Conv2d(nn::Conv2dOptions{.in = width, .out = out}));
}

EncoderImpl::Level EncoderImpl::add_level(nn::Group& list, size_t index, int in, int resolution)
{
    auto group = list->add(std::to_string(index), nn::Group());
    auto blocks = group->add("block", nn::Group());
    auto attns = group->add("attn", nn::Group());
    const int width = config_.ch * config_.ch_mult[index];
    const bool attends = config_.attention && config_.attn_resolutions.count(resolution) > 0;
    Level level;
    for (int i = 0; i < config_.num_res_blocks; ++i) {
        BlockPair pair;
        pair.block = blocks->add(std::to_string(i), ResnetBlock(i == 0 ? in : width, width));
        if (attends)
            pair.attn = attns->add(std::to_string(i), AttnBlock(width));
        level.blocks.push_back(pair);
    }
    if (index + 1 < config_.ch_mult.size())
        level.downsample =
            group->add("downsample", nn::Group())
                ->add("conv", nn::Conv2d(nn::Conv2dOptions{
                                  .in = width, .out = width, .stride = 2, .padding = 0}));
    return level;
}

torch::Tensor EncoderImpl::forward(const torch::Tensor& x)
{
    check_shape(x, {-1, config_.in_channels, -1, -1}, "image");
    const int factor = config_.factor();
    if (x.size(2) % factor != 0 || x.size(3) % factor != 0 || x.size(2) == 0 || x.size(3) == 0)
        throw Error(ErrorCode::ShapeMismatch,
                    "The sides of a picture of " + std::to_string(x.size(3)) + "×" +
                        std::to_string(x.size(2)) + " pixels are not multiples of " +
                        std::to_string(factor) + ", the first stage's factor.",
                    "image");
    auto h = conv_in->forward(x.to(conv_in->weight.scalar_type()));
    for (auto& level : levels_) {
        for (auto& pair : level.blocks)
            h = pair.forward(h);
        if (level.downsample)
            // One row below and one column to the right, then no padding.
            h = level.downsample->forward(at::constant_pad_nd(h, {0, 1, 0, 1}));
    }
    return conv_out->forward(norm_out->forward_silu(mid->forward(h)));
}

}  // namespace ldm::firststage
