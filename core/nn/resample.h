// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

namespace ldm::nn {

/// Nearest ×2, [B,C,H,W] → [B,C,2H,2W].
torch::Tensor upsample_nearest2(const torch::Tensor& x);

/// The UNet's downsampler: 3×3, stride 2, padding 1 (key `op`), or a 2×2 mean without keys.
class DownsampleImpl : public torch::nn::Module {
public:
    DownsampleImpl(int channels, bool with_conv);
    torch::Tensor forward(const torch::Tensor& x);

private:
    Conv2d op{nullptr};
};
TORCH_MODULE(Downsample);

/// Nearest ×2 and a 3×3 convolution (key `conv`), or nearest alone.
class UpsampleImpl : public torch::nn::Module {
public:
    UpsampleImpl(int channels, bool with_conv);
    torch::Tensor forward(const torch::Tensor& x);

private:
    Conv2d conv{nullptr};
};
TORCH_MODULE(Upsample);

}  // namespace ldm::nn
