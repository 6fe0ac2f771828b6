// SPDX-License-Identifier: MIT
#pragma once

#include "condition/conditioner.h"
#include "nn/layers.h"

namespace ldm::condition {

struct BertEmbedderConfig {
    int n_embed = 640;
    int n_layer = 32;
    int vocab_size = 30522;
    int max_seq_len = 77;
};

/// The published models' own text and layout transformer: pre-norm, bidirectional, no mask; only
/// its tokenizer is BERT's (LDM paper, App. E.2.1). Token ids [B,n] → [B,n,n_embed].
class BertEmbedder : public Conditioner {
public:
    explicit BertEmbedder(const BertEmbedderConfig& config);

    /// @throws Error{BadArgument} for more than max_seq_len tokens
    torch::Tensor forward(const torch::Tensor& tokens) override;

private:
    struct Attention;
    struct FeedForward;
    struct Layer {
        nn::LayerNorm attention_norm{nullptr}, feed_forward_norm{nullptr};
        std::shared_ptr<Attention> attention;
        std::shared_ptr<FeedForward> feed_forward;
    };

    BertEmbedderConfig config_;
    nn::Embedding token_emb{nullptr}, pos_emb{nullptr};
    std::vector<Layer> layers_;
    nn::LayerNorm norm{nullptr};
    nn::Linear to_logits{nullptr};
};

}  // namespace ldm::condition
