// SPDX-License-Identifier: MIT
#include "firststage/blocks.h"

#include <ATen/ATen.h>

namespace ldm::firststage {

ResnetBlockImpl::ResnetBlockImpl(int in, int out)
{
    norm1 = register_module("norm1", nn::GroupNorm(in, kNormEps));
    conv1 = register_module("conv1", nn::Conv2d(nn::Conv2dOptions{.in = in, .out = out}));
    norm2 = register_module("norm2", nn::GroupNorm(out, kNormEps));
    conv2 = register_module("conv2", nn::Conv2d(nn::Conv2dOptions{.in = out, .out = out}));
    if (in != out)
        nin_shortcut = register_module(
            "nin_shortcut",
            nn::Conv2d(nn::Conv2dOptions{.in = in, .out = out, .kernel = 1, .padding = 0}));
}

torch::Tensor ResnetBlockImpl::forward(const torch::Tensor& x)
{
    const auto h = conv2->forward(norm2->forward_silu(conv1->forward(norm1->forward_silu(x))));
    return h + (nin_shortcut ? nin_shortcut->forward(x) : x);
}

AttnBlockImpl::AttnBlockImpl(int channels)
{
    const auto projection = [channels] {
        return nn::Conv2d(
            nn::Conv2dOptions{.in = channels, .out = channels, .kernel = 1, .padding = 0});
    };
    norm = register_module("norm", nn::GroupNorm(channels, kNormEps));
    q = register_module("q", projection());
    k = register_module("k", projection());
    v = register_module("v", projection());
    proj_out = register_module("proj_out", projection());
}

torch::Tensor AttnBlockImpl::forward(const torch::Tensor& x)
{
    const auto h = norm->forward(x);
    const auto tokens = [&h](nn::Conv2d& layer) {
        return nn::to_tokens(layer->forward(h)).unsqueeze(1);
    };
    const auto a = at::scaled_dot_product_attention(tokens(q), tokens(k), tokens(v)).squeeze(1);
    return x + proj_out->forward(nn::to_map(a, x.size(2), x.size(3)));
}

torch::Tensor BlockPair::forward(const torch::Tensor& x)
{
    const auto h = block->forward(x);
    return attn ? attn->forward(h) : h;
}

MiddleImpl::MiddleImpl(int channels, bool attention)
{
    block_1 = register_module("block_1", ResnetBlock(channels, channels));
    if (attention)
        attn_1 = register_module("attn_1", AttnBlock(channels));
    block_2 = register_module("block_2", ResnetBlock(channels, channels));
}

torch::Tensor MiddleImpl::forward(const torch::Tensor& x)
{
    auto h = block_1->forward(x);
    if (attn_1)
        h = attn_1->forward(h);
    return block_2->forward(h);
}

}  // namespace ldm::firststage
