// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

namespace ldm::firststage {

/// Epsilon of every norm in the autoencoders (the UNet's is 1e-5).
inline constexpr double kNormEps = 1e-6;

/// The autoencoders' residual block: two 3×3 convolutions behind norm and SiLU, no time embedding.
class ResnetBlockImpl : public torch::nn::Module {
public:
    ResnetBlockImpl(int in, int out);
    torch::Tensor forward(const torch::Tensor& x);  ///< [B,in,H,W] → [B,out,H,W]

private:
    nn::GroupNorm norm1{nullptr}, norm2{nullptr};
    nn::Conv2d conv1{nullptr}, conv2{nullptr}, nin_shortcut{nullptr};
};
TORCH_MODULE(ResnetBlock);

/// Single-head self-attention over positions, 1×1 convolutions as projections.
class AttnBlockImpl : public torch::nn::Module {
public:
    explicit AttnBlockImpl(int channels);
    torch::Tensor forward(const torch::Tensor& x);

private:
    nn::GroupNorm norm{nullptr};
    nn::Conv2d q{nullptr}, k{nullptr}, v{nullptr}, proj_out{nullptr};
};
TORCH_MODULE(AttnBlock);

/// A residual block followed by attention where the level has it.
struct BlockPair {
    ResnetBlock block{nullptr};
    AttnBlock attn{nullptr};

    torch::Tensor forward(const torch::Tensor& x);
};

/// `mid.block_1`, `mid.attn_1` (absent with attn_type none), `mid.block_2`.
class MiddleImpl : public torch::nn::Module {
public:
    MiddleImpl(int channels, bool attention);
    torch::Tensor forward(const torch::Tensor& x);

private:
    ResnetBlock block_1{nullptr}, block_2{nullptr};
    AttnBlock attn_1{nullptr};
};
TORCH_MODULE(Middle);

}  // namespace ldm::firststage
