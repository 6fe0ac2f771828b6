// SPDX-License-Identifier: MIT
#include "support/tiny_model.h"

#include "io/checkpoint_writer.h"
#include "model/latent_diffusion.h"

#include <ATen/ATen.h>

#include <cmath>
#include <fstream>

namespace sfumato::test {

namespace {

// What differs between the kinds.
struct Parts {
    std::string condition, key, cards;
    int extra_channels = 0, context = 0;
    std::string target = "LatentDiffusion";
    bool kl = true;  // a codebook would swallow small differences
};

std::string text_encoder(const std::string& target, const std::string& params)
{
    return "    cond_stage_config:\n      target: ldm.modules.encoders.modules." + target +
           "\n      params: {" + params + "}\n";
}

Parts parts_of(TinyModel kind)
{
    switch (kind) {
    case TinyModel::Dream: return {"    cond_stage_config: __is_unconditional__\n", "", "", 0, 0};
    case TinyModel::Paint:
        return {text_encoder("SpatialRescaler", "n_stages: 2, in_channels: 5, out_channels: 3"),
                "concat", "", 3, 0};
    case TinyModel::Boxes:
        return {text_encoder("BERTEmbedder",
                             "n_embed: 32, n_layer: 1, vocab_size: 1024, max_seq_len: 17, "
                             "use_tokenizer: false"),
                "crossattn",
                "  labels:\n    - {name: tree, rgb: [0, 99, 0]}\n    - {name: dog, rgb: [99, 0, "
                "0]}\n",
                0, 32};
    case TinyModel::Fill:
        return {"    cond_stage_config: __is_first_stage__\n", "concat", "", 4, 0};
    case TinyModel::Enlarge:
        return {"    cond_stage_config: {target: torch.nn.Identity}\n",
                "concat",
                "",
                3,
                0,
                "LatentDiffusion",
                false};
    case TinyModel::Words:
        return {text_encoder("BERTEmbedder", "n_embed: 32, n_layer: 1"), "crossattn", "", 0, 32};
    case TinyModel::Kinds:
        return {text_encoder("ClassEmbedder", "embed_dim: 32, n_classes: 4"), "crossattn",
                "  null_class: 3\n", 0, 32};
    case TinyModel::Clip:
        return {text_encoder("FrozenCLIPEmbedder", "width: 32, layers: 2, heads: 2"),
                "crossattn",
                "",
                0,
                32,
                "LatentDiffusion",
                true};
    case TinyModel::Scene:  // 20 words' tokens and 4 boxes', 16 lines across
        return {text_encoder("BERTEmbedder",
                             "n_embed: 32, n_layer: 1, vocab_size: 489, max_seq_len: 32"),
                "crossattn",
                "  also: [layout, class, unconditional]\n  boxes: 4\n  vocabulary: " +
                    std::string(SFUMATO_SOURCE_DIR) +
                    "/resources/models/scene-words.txt\n"
                    "  classes: [a desert at night, a coast at noon]\n"
                    "  labels:\n    - {name: tree, rgb: [0, 99, 0]}\n"
                    "    - {name: dog, rgb: [99, 0, 0]}\n",
                0, 32};
    case TinyModel::ClipFill: break;
    }
    return {text_encoder("FrozenCLIPEmbedder", "width: 32, layers: 2, heads: 2"),
            "hybrid",
            "",
            4,
            32,
            "LatentInpaintDiffusion"};
}

std::string yaml_of(TinyModel kind)
{
    const auto p = parts_of(kind);
    const auto n = [](int value) { return std::to_string(value); };
    std::string yaml = "model:\n  target: ldm.models.diffusion.ddpm." + p.target +
                       "\n  params:\n    linear_start: 0.0015\n    linear_end: 0.0195\n"
                       "    timesteps: 1000\n    image_size: 8\n    channels: 3\n" +
                       p.condition;
    if (!p.key.empty())
        yaml += "    conditioning_key: " + p.key + "\n";
    yaml +=
        "    unet_config:\n      target: ldm.modules.diffusionmodules.openaimodel.UNetModel\n"
        "      params:\n        image_size: 8\n        in_channels: " +
        n(3 + p.extra_channels) +
        "\n        out_channels: 3\n        model_channels: 32\n"
        "        attention_resolutions: [2]\n        num_res_blocks: 1\n"
        "        channel_mult: [1, 2]\n        num_head_channels: 16\n";
    if (p.context > 0)
        yaml +=
            "        use_spatial_transformer: true\n        transformer_depth: 1\n"
            "        context_dim: " +
            n(p.context) + "\n";
    const std::string dd = "        ddconfig: {double_z: " + std::string(p.kl ? "true" : "false") +
                           ", z_channels: 3, resolution: 32, in_channels: 3, out_ch: 3, ch: 32, "
                           "ch_mult: [1, 1, 1], num_res_blocks: 1, attn_resolutions: []}\n";
    yaml += "    first_stage_config:\n      target: ldm.models.autoencoder." +
            std::string(p.kl ? "AutoencoderKL" : "VQModelInterface") +
            "\n      params:\n        embed_dim: 3\n" + (p.kl ? "" : "        n_embed: 64\n") + dd +
            "        lossconfig: {target: torch.nn.Identity}\n";
    return yaml + "sfumato:\n  title: Tiny\n  steps: 3\n" + p.cards;
}

// Random weights of unit gain, so that every input shows in the output.
void randomise(torch::nn::Module& root)
{
    at::manual_seed(7);
    ldm::nn::reset_parameters(root);
    const at::NoGradGuard no_grad;
    for (auto& p : root.parameters())
        if (p.dim() >= 2)
            p.normal_(0.0, 1.0 / std::sqrt(double(p.numel() / p.size(0))));
}

}  // namespace

void write_tiny_model(const std::filesystem::path& folder, const std::string& id, TinyModel kind)
{
    const auto yaml = yaml_of(kind);
    std::ofstream(folder / (id + ".yaml")) << yaml;
    const auto config = ldm::model::parse_model_config(yaml, id);
    ldm::model::LatentDiffusion model(config.latent_diffusion());
    randomise(model);
    ldm::NamedTensors tensors;
    for (const auto& item : model.named_parameters())
        // As `export` leaves it out: it is never run.
        if (kind != TinyModel::Scene || item.key().find(".to_logits.") == std::string::npos)
            tensors.emplace_back(item.key(), item.value().detach());
    ldm::write_safetensors(folder / (id + ".safetensors"), tensors);
}

void write_tiny_models(const std::filesystem::path& folder)
{
    const std::pair<const char*, TinyModel> all[] = {
        {"dream", TinyModel::Dream},        {"paint", TinyModel::Paint},
        {"boxes", TinyModel::Boxes},        {"fill", TinyModel::Fill},
        {"enlarge", TinyModel::Enlarge},    {"words", TinyModel::Words},
        {"kinds", TinyModel::Kinds},        {"clip", TinyModel::Clip},
        {"clip-fill", TinyModel::ClipFill}, {"scene", TinyModel::Scene}};
    for (const auto& [id, kind] : all)
        write_tiny_model(folder, id, kind);
}

}  // namespace sfumato::test
