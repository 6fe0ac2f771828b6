// SPDX-License-Identifier: MIT
#pragma once

#include "firststage/decoder.h"
#include "firststage/encoder.h"
#include "firststage/first_stage.h"
#include "firststage/vector_quantizer.h"

namespace ldm::firststage {

/// The vector-quantised autoencoder, vq-f4 … vq-f16 (LDM paper, Sec. 3.1, App. G).
/// `encode` gives the latent before quantisation; the codebook is the decoder's first layer.
class AutoencoderVq : public FirstStage {
public:
    explicit AutoencoderVq(const AutoencoderConfig& config);

    Encoded encode(const torch::Tensor& image) override;
    torch::Tensor decode(const torch::Tensor& z, bool quantize = true) override;
    torch::Tensor quantize(const torch::Tensor& z) override { return quantizer->forward(z).z; }
    torch::Tensor last_weight() const override { return decoder->last_weight(); }
    int factor() const override { return config_.factor(); }
    int channels() const override { return config_.embed_dim; }

    /// Quantisation with indices and loss, as the first stage's training needs it.
    Quantized quantized(const torch::Tensor& z) { return quantizer->forward(z); }

    /// Codebook vectors of indices [B,h,w] → [B,embed_dim,h,w].
    torch::Tensor lookup(const torch::Tensor& indices) { return quantizer->lookup(indices); }

private:
    AutoencoderConfig config_;
    Encoder encoder{nullptr};
    Decoder decoder{nullptr};
    VectorQuantizer quantizer{nullptr};
    nn::Conv2d quant_conv{nullptr}, post_quant_conv{nullptr};
};

}  // namespace ldm::firststage
