// SPDX-License-Identifier: MIT
#include "nn/spatial_transformer.h"

#include "nn/geglu.h"

#include <ATen/ATen.h>

namespace ldm::nn {

FeedForwardImpl::FeedForwardImpl(int width)
{
    auto net = register_module("net", Group());
    proj = net->add("0", Group())->add("proj", Linear(width, 8 * width));
    out = net->add("2", Linear(4 * width, width));
}

torch::Tensor FeedForwardImpl::forward(const torch::Tensor& x)
{
    return out->forward(geglu(proj->forward(x)));
}

TransformerBlockImpl::TransformerBlockImpl(const SpatialTransformerConfig& config)
{
    const int width = config.heads * config.head_width;
    CrossAttentionConfig own{width, width, config.heads, config.head_width};
    CrossAttentionConfig cross = own;
    if (config.context > 0)
        cross.context = config.context;
    attn1 = register_module("attn1", CrossAttention(own));
    ff = register_module("ff", FeedForward(width));
    attn2 = register_module("attn2", CrossAttention(cross));
    norm1 = register_module("norm1", LayerNorm(width));
    norm2 = register_module("norm2", LayerNorm(width));
    norm3 = register_module("norm3", LayerNorm(width));
}

torch::Tensor TransformerBlockImpl::forward(torch::Tensor x, const Context& context)
{
    x = x + attn1->forward(norm1->forward(x));
    x = x + attn2->forward(norm2->forward(x), context);
    return x + ff->forward(norm3->forward(x));
}

SpatialTransformerImpl::SpatialTransformerImpl(const SpatialTransformerConfig& config)
{
    const int inner = config.heads * config.head_width;
    norm = register_module("norm", GroupNorm(config.channels, 1e-6));
    proj_in = register_module(
        "proj_in",
        Conv2d(Conv2dOptions{.in = config.channels, .out = inner, .kernel = 1, .padding = 0}));
    auto list = register_module("transformer_blocks", Group());
    for (int i = 0; i < config.depth; ++i)
        blocks_.push_back(list->add(std::to_string(i), TransformerBlock(config)));
    proj_out = register_module(
        "proj_out",
        Conv2d(Conv2dOptions{
            .in = inner, .out = config.channels, .kernel = 1, .padding = 0, .zero_init = true}));
}

torch::Tensor SpatialTransformerImpl::forward(const torch::Tensor& x, const Context& context)
{
    if (context.attention)
        context.attention->set_map(x.size(2), x.size(3));
    auto tokens = to_tokens(proj_in->forward(norm->forward(x)));
    for (auto& block : blocks_)
        tokens = block->forward(tokens, context);
    return x + proj_out->forward(to_map(tokens, x.size(2), x.size(3)));
}

}  // namespace ldm::nn
