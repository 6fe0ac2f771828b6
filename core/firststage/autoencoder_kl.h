// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/decoder.h"
#include "firststage/encoder.h"
#include "firststage/first_stage.h"

namespace ldm::firststage {

/// The KL-regularised autoencoder, kl-f4 … kl-f32 (LDM paper, Sec. 3.1, App. G).
class AutoencoderKl : public FirstStage {
public:
    explicit AutoencoderKl(const AutoencoderConfig& config);

    Encoded encode(const torch::Tensor& image) override;
    torch::Tensor decode(const torch::Tensor& z, bool quantize = true) override;
    torch::Tensor last_weight() const override { return decoder->last_weight(); }
    int factor() const override { return config_.factor(); }
    int channels() const override { return config_.embed_dim; }

private:
    AutoencoderConfig config_;
    Encoder encoder{nullptr};
    Decoder decoder{nullptr};
    nn::Conv2d quant_conv{nullptr}, post_quant_conv{nullptr};
};

}  // namespace ldm::firststage
