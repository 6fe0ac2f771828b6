// SPDX-License-Identifier: MIT
#pragma once

#include "nn/attention.h"

namespace ldm::nn {

struct SpatialTransformerConfig {
    int channels = 0;
    int heads = 8;
    int head_width = 64;
    int depth = 1;
    int context = 0;
};

/// Gated feed-forward: a·GELU(g) of one projection, then back (Shazeer 2020, GEGLU).
class FeedForwardImpl : public torch::nn::Module {
public:
    explicit FeedForwardImpl(int width);
    torch::Tensor forward(const torch::Tensor& x);  ///< [B,T,width] → same

private:
    Linear proj{nullptr}, out{nullptr};
};
TORCH_MODULE(FeedForward);

/// Self-attention, cross-attention and feed-forward, each before a residual sum.
class TransformerBlockImpl : public torch::nn::Module {
public:
    explicit TransformerBlockImpl(const SpatialTransformerConfig& config);
    torch::Tensor forward(torch::Tensor x, const Context& context);

private:
    CrossAttention attn1{nullptr}, attn2{nullptr};
    FeedForward ff{nullptr};
    LayerNorm norm1{nullptr}, norm2{nullptr}, norm3{nullptr};
};
TORCH_MODULE(TransformerBlock);

/// Transformer over the positions of a feature map with cross-attention to a context
/// (LDM paper, Sec. 3.3 and App. E.2.1).
class SpatialTransformerImpl : public torch::nn::Module {
public:
    explicit SpatialTransformerImpl(const SpatialTransformerConfig& config);

    /// @param x [B,C,H,W]  @param context [B,S,context] or none  @return same shape as x
    torch::Tensor forward(const torch::Tensor& x, const Context& context);

private:
    GroupNorm norm{nullptr};
    Conv2d proj_in{nullptr}, proj_out{nullptr};
    std::vector<TransformerBlock> blocks_;
};
TORCH_MODULE(SpatialTransformer);

}  // namespace ldm::nn
