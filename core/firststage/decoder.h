// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/autoencoder_config.h"
#include "firststage/blocks.h"

namespace ldm::firststage {

/// Convolutional decoder (LDM paper, Sec. 3.1): [B,z,h,w] → [B,3,h·f,w·f]; values near [-1,1].
class DecoderImpl : public torch::nn::Module {
public:
    explicit DecoderImpl(const AutoencoderConfig& config);
    torch::Tensor forward(const torch::Tensor& z);

    /// Weight that the adaptive discriminator weight is measured at.
    const torch::Tensor& last_weight() const { return conv_out->weight; }

private:
    struct Level {
        std::vector<BlockPair> blocks;
        nn::Conv2d upsample{nullptr};
    };

    Level add_level(nn::Group& list, size_t index, int in, int resolution);

    AutoencoderConfig config_;
    nn::Conv2d conv_in{nullptr}, conv_out{nullptr};
    Middle mid{nullptr};
    std::vector<Level> levels_;  ///< in the order they run: lowest resolution first
    nn::GroupNorm norm_out{nullptr};
};
TORCH_MODULE(Decoder);

}  // namespace ldm::firststage
