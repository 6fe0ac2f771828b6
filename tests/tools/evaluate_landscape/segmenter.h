// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

#include <filesystem>

namespace sfumato::evaluate {

/// Residual block of two 3×3 convolutions, x + conv(SiLU(norm(conv(SiLU(norm(x)))))).
/// The norms have 8 groups, which divide every width.
class ResidualBlockImpl : public torch::nn::Module {
public:
    explicit ResidualBlockImpl(int width);
    torch::Tensor forward(const torch::Tensor& x) const;

private:
    ldm::nn::GroupNorm norm_in_, norm_out_;
    ldm::nn::Conv2d conv_in_, conv_out_;
};
TORCH_MODULE(ResidualBlock);

/// A small U-Net (Ronneberger et al. 2015) that names the label of each pixel of a landscape: stem
/// of stride 2, widths 32, 64 and 96 at 1/2, 1/4 and 1/8, and a context branch at 1/32.
class SegmenterImpl : public torch::nn::Module {
public:
    SegmenterImpl();

    /// [B,3,H,W] in [-1,1], sides multiples of 32 → logits [B,18,H/2,W/2].
    torch::Tensor forward(const torch::Tensor& pictures) const;

private:
    torch::Tensor context(const torch::Tensor& x) const;

    ldm::nn::Conv2d stem_, down1_, down2_, context_in_, context_out_, up2_, up1_, head_;
    ResidualBlock half_, quarter_, eighth_, deep_, merged_quarter_, merged_half_;
    ldm::nn::GroupNorm head_norm_;
};
TORCH_MODULE(Segmenter);

/// Labels [B,H,W] (int64) of pictures [B,3,H,W] in [-1,1]: the likeliest after bilinear upsampling.
torch::Tensor predict_labels(const Segmenter& segmenter, const torch::Tensor& pictures);

/// Writes the weights as .safetensors. @throws ldm::Error{File}
void save_segmenter(Segmenter& segmenter, const std::filesystem::path& file);

/// Reads what `save_segmenter` wrote. @throws ldm::Error
Segmenter load_segmenter(const std::filesystem::path& file);

}  // namespace sfumato::evaluate
