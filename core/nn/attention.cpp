// SPDX-License-Identifier: MIT
#include "nn/attention.h"

#include "ldm/error.h"

#include <ATen/ATen.h>

namespace ldm::nn {

AttentionBlockImpl::AttentionBlockImpl(const AttentionBlockConfig& config) : config_(config)
{
    const int c = config.channels;
    if (config.heads <= 0 || c % config.heads != 0)
        throw Error(ErrorCode::BadArgument,
                    "Attention over " + std::to_string(c) + " channels cannot have " +
                        std::to_string(config.heads) + " heads.",
                    "num_heads");
    norm = register_module("norm", GroupNorm(c, 1e-5));
    qkv = register_module("qkv", Linear(LinearOptions{.in = c, .out = 3 * c, .conv1d = true}));
    proj_out = register_module(
        "proj_out", Linear(LinearOptions{.in = c, .out = c, .zero_init = true, .conv1d = true}));
}

torch::Tensor AttentionBlockImpl::forward(const torch::Tensor& x)
{
    const auto batch = x.size(0), channels = x.size(1), height = x.size(2), width = x.size(3);
    const auto tokens = height * width, heads = int64_t(config_.heads);
    const auto projected = qkv->forward(to_tokens(norm->forward(x)));
    torch::Tensor parts;  // [3, B, heads, T, d]
    if (config_.new_order)
        parts = projected.view({batch, tokens, 3, heads, -1}).permute({2, 0, 3, 1, 4});
    else
        parts = projected.view({batch, tokens, heads, 3, -1}).permute({3, 0, 2, 1, 4});
    const auto a = at::scaled_dot_product_attention(parts[0], parts[1], parts[2]);
    const auto merged = a.transpose(1, 2).reshape({batch, tokens, channels});
    return x + to_map(proj_out->forward(merged), height, width);
}

CrossAttentionImpl::CrossAttentionImpl(const CrossAttentionConfig& config) : heads_(config.heads)
{
    const int inner = config.heads * config.head_width;
    const auto projection = [inner](int in) {
        return Linear(LinearOptions{.in = in, .out = inner, .bias = false});
    };
    to_q = register_module("to_q", projection(config.query));
    to_k = register_module("to_k", projection(config.context));
    to_v = register_module("to_v", projection(config.context));
    to_out = register_module("to_out", Group())->add("0", Linear(inner, config.query));
}

// [B,T,heads·d] → [B,heads,T,d]
torch::Tensor CrossAttentionImpl::split(const torch::Tensor& tokens) const
{
    return tokens.view({tokens.size(0), tokens.size(1), heads_, -1}).transpose(1, 2);
}

ContextCache::KeysAndValues CrossAttentionImpl::keys_and_values(const torch::Tensor& source)
{
    return {split(to_k->forward(source)), split(to_v->forward(source))};
}

torch::Tensor CrossAttentionImpl::forward(const torch::Tensor& x, const Context& context)
{
    const auto& source = context.tokens.defined() ? context.tokens : x;
    const auto make = [&] { return keys_and_values(source); };
    const bool kept = context.cache && context.tokens.defined();
    const auto [keys, values] = kept ? context.cache->of(this, make) : make();
    const auto queries = split(to_q->forward(x));
    if (context.attention && context.tokens.defined())
        context.attention->add(queries, keys);
    const auto a = at::scaled_dot_product_attention(queries, keys, values);
    return to_out->forward(a.transpose(1, 2).reshape({x.size(0), x.size(1), -1}));
}

}  // namespace ldm::nn
