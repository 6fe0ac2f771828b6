// SPDX-License-Identifier: MIT
#include "firststage/decoder.h"

#include "nn/resample.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

namespace ldm::firststage {

DecoderImpl::DecoderImpl(const AutoencoderConfig& config) : config_(config)
{
    int width = config.ch * config.ch_mult.back();
    conv_in = register_module("conv_in",
                              nn::Conv2d(nn::Conv2dOptions{.in = config.z_channels, .out = width}));
    mid = register_module("mid", Middle(width, config.attention));
    nn::Group up = register_module("up", nn::Group());
    int resolution = config.resolution / config.factor();
    for (size_t i = config.ch_mult.size(); i-- > 0;) {
        levels_.push_back(add_level(up, i, width, resolution));
        width = config.ch * config.ch_mult[i];
        resolution *= 2;
    }
    norm_out = register_module("norm_out", nn::GroupNorm(width, kNormEps));
    conv_out = register_module("conv_out",
                               nn::Conv2d(nn::Conv2dOptions{.in = width, .out = config.out_ch}));
}

DecoderImpl::Level DecoderImpl::add_level(nn::Group& list, size_t index, int in, int resolution)
{
    auto group = list->add(std::to_string(index), nn::Group());
    auto blocks = group->add("block", nn::Group());
    auto attns = group->add("attn", nn::Group());
    const int width = config_.ch * config_.ch_mult[index];
    const bool attends = config_.attention && config_.attn_resolutions.count(resolution) > 0;
    Level level;
    for (int i = 0; i <= config_.num_res_blocks; ++i) {
        BlockPair pair;
        pair.block = blocks->add(std::to_string(i), ResnetBlock(i == 0 ? in : width, width));
        if (attends)
            pair.attn = attns->add(std::to_string(i), AttnBlock(width));
        level.blocks.push_back(pair);
    }
    if (index > 0)
        level.upsample =
            group->add("upsample", nn::Group())
                ->add("conv", nn::Conv2d(nn::Conv2dOptions{.in = width, .out = width}));
    return level;
}

torch::Tensor DecoderImpl::forward(const torch::Tensor& z)
{
    check_shape(z, {-1, config_.z_channels, -1, -1}, "z");
    auto h = mid->forward(conv_in->forward(z.to(conv_in->weight.scalar_type())));
    for (auto& level : levels_) {
        for (auto& pair : level.blocks)
            h = pair.forward(h);
        if (level.upsample)
            h = level.upsample->forward(nn::upsample_nearest2(h));
    }
    return conv_out->forward(norm_out->forward_silu(h));
}

}  // namespace ldm::firststage
