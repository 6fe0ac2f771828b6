// SPDX-License-Identifier: MIT
#pragma once

#include "condition/conditioner.h"
#include "nn/layers.h"

#include <vector>

namespace ldm::condition {

struct ClipTextConfig {
    int vocab_size = 49408;
    int width = 768;
    int layers = 12;
    int heads = 12;
    int max_seq_len = 77;
};

/// CLIP's text tower (Radford et al. 2021, Sec. 2.4), ViT-L/14 by default: pre-norm transformer
/// with a causal mask and quick GELU; the last hidden state after the final norm, as Stable
/// Diffusion v1 takes it. Token ids [B,n] → [B,n,width].
class ClipTextEmbedder : public Conditioner {
public:
    explicit ClipTextEmbedder(const ClipTextConfig& config = {});

    /// @throws Error{BadArgument} for more than max_seq_len tokens
    torch::Tensor forward(const torch::Tensor& tokens) override;

private:
    struct Layer;

    ClipTextConfig config_;
    nn::Embedding token_embedding{nullptr}, position_embedding{nullptr};
    std::vector<std::shared_ptr<Layer>> layers_;
    nn::LayerNorm final_layer_norm{nullptr};
};

}  // namespace ldm::condition
