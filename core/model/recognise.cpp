// SPDX-License-Identifier: MIT
#include "model/recognise.h"

#include "ldm/error.h"

#include <algorithm>
#include <cctype>

namespace ldm::model {

namespace {

namespace fs = std::filesystem;

using Shape = std::vector<std::int64_t>;

// Names and shapes of a file, asked for what a model must have.
class Tensors {
public:
    explicit Tensors(const Checkpoint& checkpoint) : checkpoint_(checkpoint) {}

    bool has(const std::string& name) const { return checkpoint_.contains(name); }
    bool has(const std::string& name, const Shape& shape) const
    {
        return has(name) && checkpoint_.info(name).shape == shape;
    }
    bool ends_with(const std::string& ending, std::int64_t second_side) const
    {
        return std::any_of(
            checkpoint_.names().begin(), checkpoint_.names().end(), [&](const std::string& name) {
                const auto& shape = checkpoint_.info(name).shape;
                return name.size() > ending.size() && shape.size() == 2 &&
                       shape[1] == second_side &&
                       name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
            });
    }

private:
    const Checkpoint& checkpoint_;
};

bool unet_fits(const nn::UnetConfig& c, const Tensors& t)
{
    const std::string unet = "model.diffusion_model.";
    const auto blocks = c.channel_mult.size() * size_t(c.num_res_blocks + 1);
    const auto block = [&](size_t i) { return unet + "input_blocks." + std::to_string(i); };
    const auto exists = [&](size_t i) {
        return t.has(block(i) + ".0.in_layers.2.weight") || t.has(block(i) + ".0.op.weight");
    };
    return t.has(block(0) + ".0.weight", {c.model_channels, c.in_channels, 3, 3}) &&
           t.has(unet + "out.2.weight", {c.out_channels, c.model_channels, 3, 3}) &&
           exists(blocks - 1) && !exists(blocks) &&
           (!c.use_spatial_transformer || t.ends_with("attn2.to_k.weight", c.context_dim)) &&
           t.has(block(1) + ".0.out_layers.3.weight", {c.model_channels * c.channel_mult[0],
                                                       c.model_channels * c.channel_mult[0], 3, 3});
}

bool first_stage_fits(const FirstStageConfig& c, const Tensors& t)
{
    if (c.kind != FirstStageKind::Kl && c.kind != FirstStageKind::Vq)
        return false;
    const auto& a = c.autoencoder;
    const std::string stage = "first_stage_model.";
    if (c.kind == FirstStageKind::Vq &&
        !t.has(stage + "quantize.embedding.weight", {a.n_embed, a.embed_dim}))
        return false;
    return t.has(stage + "post_quant_conv.weight", {a.z_channels, a.embed_dim, 1, 1}) &&
           t.has(stage + "decoder.mid.attn_1.q.weight") == a.attention &&
           t.has(stage + "decoder.up." + std::to_string(a.ch_mult.size() - 1) +
                 ".block.0.conv1.weight") &&
           !t.has(stage + "decoder.up." + std::to_string(a.ch_mult.size()) +
                  ".block.0.conv1.weight");
}

bool conditioner_fits(const ConditionerConfig& c, const Tensors& t)
{
    const std::string stage = "cond_stage_model.";
    switch (c.kind) {
    case ConditionerKind::ClassEmbedder:
        return t.has(stage + "embedding.weight", {c.classes, c.class_width});
    case ConditionerKind::Bert:
        return t.has(stage + "transformer.token_emb.weight", {c.bert.vocab_size, c.bert.n_embed});
    case ConditionerKind::SpatialRescaler:
        return t.has(stage + "channel_mapper.weight",
                     {c.rescaler.out_channels, c.rescaler.in_channels, 1, 1});
    case ConditionerKind::ClipText:
        return t.has(stage + "transformer.text_model.embeddings.token_embedding.weight") ||
               t.has(stage + "transformer.embeddings.token_embedding.weight");
    default: return true;
    }
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

// Whether a path holds the model's name, or the part of it that tells it from its like.
bool names(const fs::path& weights, const std::string& id)
{
    const auto path = lower(weights.string());
    for (const auto* word : {"celeba", "ffhq", "beds", "synthesis256", "synthesis512"})
        if (id.find(word) != std::string::npos &&
            path.find(std::string(word) == "beds" ? "bed" : word) != std::string::npos)
            return true;
    return path.find(lower(id)) != std::string::npos;
}

}  // namespace

bool looks_like(const LatentDiffusionConfig& config, const Checkpoint& checkpoint)
{
    const Tensors tensors(checkpoint);
    return unet_fits(config.unet, tensors) && first_stage_fits(config.first_stage, tensors) &&
           conditioner_fits(config.conditioner, tensors);
}

std::optional<fs::path> recognise(const Checkpoint& checkpoint, const fs::path& weights,
                                  const fs::path& zoo)
{
    std::vector<fs::path> candidates;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(zoo, problem))
        if (entry.path().extension() == ".yaml" &&
            looks_like(read_model_config(entry.path()).latent_diffusion(), checkpoint))
            candidates.push_back(entry.path());
    if (candidates.empty())
        return std::nullopt;
    std::sort(candidates.begin(), candidates.end());
    for (const auto& candidate : candidates)
        if (names(weights, candidate.stem().string()))
            return candidate;
    return candidates.front();
}

}  // namespace ldm::model
