// SPDX-License-Identifier: MIT
#pragma once

#include "nn/context.h"
#include "nn/layers.h"

namespace ldm::nn {

struct AttentionBlockConfig {
    int channels = 0;
    int heads = 1;
    /// Channel order of `qkv`: false = [q|k|v] a head (every published model), true = all q, all k,
    /// all v.
    bool new_order = false;
};

/// Self-attention over positions (the UNet's AttentionBlock; Dhariwal & Nichol 2021).
class AttentionBlockImpl : public torch::nn::Module {
public:
    explicit AttentionBlockImpl(const AttentionBlockConfig& config);
    torch::Tensor forward(const torch::Tensor& x);  ///< [B,C,H,W] → same

private:
    AttentionBlockConfig config_;
    GroupNorm norm{nullptr};
    Linear qkv{nullptr}, proj_out{nullptr};
};
TORCH_MODULE(AttentionBlock);

struct CrossAttentionConfig {
    int query = 0;    ///< width of the queries
    int context = 0;  ///< width of the context; equal to `query` for self-attention
    int heads = 8;
    int head_width = 64;
};

/// Multi-head attention of tokens to a context (LDM paper, Sec. 3.3; Vaswani et al. 2017).
class CrossAttentionImpl : public torch::nn::Module {
public:
    explicit CrossAttentionImpl(const CrossAttentionConfig& config);

    /// @param x [B,T,query]  @param context [B,S,context]; undefined = x  @return [B,T,query]
    torch::Tensor forward(const torch::Tensor& x, const Context& context = {});

private:
    torch::Tensor split(const torch::Tensor& tokens) const;
    ContextCache::KeysAndValues keys_and_values(const torch::Tensor& source);

    int heads_;
    Linear to_q{nullptr}, to_k{nullptr}, to_v{nullptr}, to_out{nullptr};
};
TORCH_MODULE(CrossAttention);

}  // namespace ldm::nn
