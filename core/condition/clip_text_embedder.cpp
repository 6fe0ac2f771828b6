// SPDX-License-Identifier: MIT
#include "condition/clip_text_embedder.h"

#include "condition/check_tokens.h"

#include <ATen/ATen.h>

namespace ldm::condition {

struct ClipTextEmbedder::Layer : public torch::nn::Module {
    explicit Layer(const ClipTextConfig& config) : heads(config.heads)
    {
        const int width = config.width;
        layer_norm1 = register_module("layer_norm1", nn::LayerNorm(width));
        auto attention = register_module("self_attn", nn::Group());
        q_proj = attention->add("q_proj", nn::Linear(width, width));
        k_proj = attention->add("k_proj", nn::Linear(width, width));
        v_proj = attention->add("v_proj", nn::Linear(width, width));
        out_proj = attention->add("out_proj", nn::Linear(width, width));
        layer_norm2 = register_module("layer_norm2", nn::LayerNorm(width));
        auto mlp = register_module("mlp", nn::Group());
        fc1 = mlp->add("fc1", nn::Linear(width, 4 * width));
        fc2 = mlp->add("fc2", nn::Linear(4 * width, width));
    }

    torch::Tensor attend(const torch::Tensor& x)
    {
        const auto split = [&](const torch::Tensor& t) {
            return t.view({x.size(0), x.size(1), heads, -1}).transpose(1, 2);
        };
        const auto a = at::scaled_dot_product_attention(
            split(q_proj->forward(x)), split(k_proj->forward(x)), split(v_proj->forward(x)),
            /*attn_mask=*/{}, /*dropout_p=*/0.0, /*is_causal=*/true);
        return out_proj->forward(a.transpose(1, 2).reshape(x.sizes()));
    }

    torch::Tensor forward(const torch::Tensor& input)
    {
        const auto x = input + attend(layer_norm1->forward(input));
        const auto h = fc1->forward(layer_norm2->forward(x));
        return x + fc2->forward(h * at::sigmoid(1.702 * h));
    }

    int heads;
    nn::LayerNorm layer_norm1{nullptr}, layer_norm2{nullptr};
    nn::Linear q_proj{nullptr}, k_proj{nullptr}, v_proj{nullptr}, out_proj{nullptr};
    nn::Linear fc1{nullptr}, fc2{nullptr};
};

ClipTextEmbedder::ClipTextEmbedder(const ClipTextConfig& config) : config_(config)
{
    auto text_model = register_module("transformer", nn::Group())->add("text_model", nn::Group());
    auto embeddings = text_model->add("embeddings", nn::Group());
    token_embedding =
        embeddings->add("token_embedding", nn::Embedding(config.vocab_size, config.width, 0.02));
    position_embedding = embeddings->add("position_embedding",
                                         nn::Embedding(config.max_seq_len, config.width, 0.01));
    auto list = text_model->add("encoder", nn::Group())->add("layers", nn::Group());
    for (int i = 0; i < config.layers; ++i)
        layers_.push_back(list->add(std::to_string(i), std::make_shared<Layer>(config)));
    final_layer_norm = text_model->add("final_layer_norm", nn::LayerNorm(config.width));
}

torch::Tensor ClipTextEmbedder::forward(const torch::Tensor& tokens)
{
    check_tokens(tokens, config_.max_seq_len);
    const auto positions = at::arange(tokens.size(1), tokens.options());
    auto x = token_embedding->forward(tokens) + position_embedding->forward(positions);
    if (!layers_.empty())
        x = x.to(layers_.front()->q_proj->weight.scalar_type());
    for (auto& layer : layers_)
        x = layer->forward(x);
    return final_layer_norm->forward(x);
}

}  // namespace ldm::condition
