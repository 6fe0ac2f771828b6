// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/autoencoder_config.h"
#include "firststage/blocks.h"

namespace ldm::firststage {

/// Convolutional encoder (LDM paper, Sec. 3.1; Esser et al. 2021): [B,3,H,W] → [B,z or 2z,H/f,W/f].
class EncoderImpl : public torch::nn::Module {
public:
    explicit EncoderImpl(const AutoencoderConfig& config);

    /// @throws Error{ShapeMismatch} unless H and W are multiples of the factor
    torch::Tensor forward(const torch::Tensor& x);

private:
    struct Level {
        std::vector<BlockPair> blocks;
        nn::Conv2d downsample{nullptr};
    };

    Level add_level(nn::Group& list, size_t index, int in, int resolution);

    AutoencoderConfig config_;
    nn::Conv2d conv_in{nullptr}, conv_out{nullptr};
    std::vector<Level> levels_;
    Middle mid{nullptr};
    nn::GroupNorm norm_out{nullptr};
};
TORCH_MODULE(Encoder);

}  // namespace ldm::firststage
