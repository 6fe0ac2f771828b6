// SPDX-License-Identifier: MIT
#include "condition/bert_embedder.h"

#include "condition/check_tokens.h"

#include <ATen/ATen.h>

namespace ldm::condition {

namespace {

constexpr int kHeads = 8;
constexpr int kHeadWidth = 64;

nn::Linear without_bias(int in, int out)
{
    return nn::Linear(nn::LinearOptions{.in = in, .out = out, .bias = false});
}

}  // namespace

struct BertEmbedder::Attention : public torch::nn::Module {
    explicit Attention(int width)
    {
        constexpr int kInner = kHeads * kHeadWidth;
        to_q = register_module("to_q", without_bias(width, kInner));
        to_k = register_module("to_k", without_bias(width, kInner));
        to_v = register_module("to_v", without_bias(width, kInner));
        to_out = register_module("to_out", nn::Linear(kInner, width));
    }

    torch::Tensor forward(const torch::Tensor& x)
    {
        const auto split = [&x](const torch::Tensor& t) {
            return t.view({x.size(0), x.size(1), kHeads, kHeadWidth}).transpose(1, 2);
        };
        const auto a = at::scaled_dot_product_attention(
            split(to_q->forward(x)), split(to_k->forward(x)), split(to_v->forward(x)));
        return to_out->forward(a.transpose(1, 2).reshape({x.size(0), x.size(1), -1}));
    }

    nn::Linear to_q{nullptr}, to_k{nullptr}, to_v{nullptr}, to_out{nullptr};
};

struct BertEmbedder::FeedForward : public torch::nn::Module {
    explicit FeedForward(int width)
    {
        auto net = register_module("net", nn::Group());
        in = net->add("0", nn::Group())->add("0", nn::Linear(width, 4 * width));
        out = net->add("2", nn::Linear(4 * width, width));
    }

    torch::Tensor forward(const torch::Tensor& x) { return out->forward(at::gelu(in->forward(x))); }

    nn::Linear in{nullptr}, out{nullptr};
};

BertEmbedder::BertEmbedder(const BertEmbedderConfig& config) : config_(config)
{
    const int width = config.n_embed;
    auto transformer = register_module("transformer", nn::Group());
    token_emb = transformer->add("token_emb", nn::Embedding(config.vocab_size, width, 0.02));
    pos_emb = transformer->add("pos_emb", nn::Group())
                  ->add("emb", nn::Embedding(config.max_seq_len, width, 0.02));
    auto list = transformer->add("attn_layers", nn::Group())->add("layers", nn::Group());
    for (int i = 0; i < config.n_layer; ++i) {
        Layer layer;
        auto first = list->add(std::to_string(2 * i), nn::Group());
        layer.attention_norm = first->add("0", nn::LayerNorm(width));
        layer.attention = first->add("1", std::make_shared<Attention>(width));
        auto second = list->add(std::to_string(2 * i + 1), nn::Group());
        layer.feed_forward_norm = second->add("0", nn::LayerNorm(width));
        layer.feed_forward = second->add("1", std::make_shared<FeedForward>(width));
        layers_.push_back(std::move(layer));
    }
    norm = transformer->add("norm", nn::LayerNorm(width));
    to_logits = transformer->add("to_logits", nn::Linear(width, config.vocab_size));
}

torch::Tensor BertEmbedder::forward(const torch::Tensor& tokens)
{
    check_tokens(tokens, config_.max_seq_len);
    const auto positions = at::arange(tokens.size(1), tokens.options());
    auto x = token_emb->forward(tokens) + pos_emb->forward(positions);
    x = x.to(layers_.empty() ? x.scalar_type()
                             : layers_.front().attention->to_q->weight.scalar_type());
    for (auto& layer : layers_) {
        x = x + layer.attention->forward(layer.attention_norm->forward(x));
        x = x + layer.feed_forward->forward(layer.feed_forward_norm->forward(x));
    }
    return norm->forward(x);
}

}  // namespace ldm::condition
