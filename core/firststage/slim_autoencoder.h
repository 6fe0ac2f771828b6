// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/first_stage.h"
#include "nn/layers.h"

namespace ldm::firststage {

struct SlimAutoencoderConfig {
    int factor = 4;      ///< 2, 4 or 8
    int ch = 96;         ///< width at latent resolution
    int out_width = 24;  ///< width of the last stage, at half of the full resolution
    int encoder_blocks = 2;
    int decoder_blocks = 4;
    int embed_dim = 4;
};

/// Sfumato's own KL first stage for processors: space-to-depth instead of full-resolution layers
/// (Shi et al. 2016), so that nearly all work happens at latent resolution, and residual blocks
/// without normalisation (Lim et al. 2017). A fraction of kl-f4's arithmetic; same posterior.
/// YAML target: `sfumato.models.SlimAutoencoder`.
class SlimAutoencoder : public FirstStage {
public:
    explicit SlimAutoencoder(const SlimAutoencoderConfig& config);

    Encoded encode(const torch::Tensor& image) override;
    torch::Tensor decode(const torch::Tensor& z, bool quantize = true) override;
    torch::Tensor last_weight() const override { return conv_out->weight; }
    int factor() const override { return config_.factor; }
    int channels() const override { return config_.embed_dim; }

private:
    /// x + conv(SiLU(conv(SiLU(x)))), the last convolution zero at first.
    struct Block {
        nn::Conv2d conv1{nullptr}, conv2{nullptr};
        torch::Tensor forward(const torch::Tensor& x);
    };

    static std::vector<Block> make_blocks(nn::Group& parent, int count, int width);

    SlimAutoencoderConfig config_;
    nn::Conv2d stem{nullptr}, moments{nullptr};
    nn::Conv2d conv_in{nullptr}, expand{nullptr}, refine_1{nullptr}, refine_2{nullptr},
        conv_out{nullptr};
    std::vector<Block> down_, up_;
};

}  // namespace ldm::firststage
