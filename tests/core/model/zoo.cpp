// SPDX-License-Identifier: MIT
#include "core/model/zoo.h"

#include <map>

namespace ldm::zoo {

namespace {

using model::ConditionerKind;
using model::ConditioningKey;
using model::FirstStageKind;

struct FirstStageRow {
    bool kl;
    int z;
    int codes;
    std::vector<int> mult;
    std::set<int> attention;
    bool mid_attention = true;
};

const std::map<std::string, FirstStageRow>& first_stages()
{
    static const std::map<std::string, FirstStageRow> rows{
        {"kl-f4", {true, 3, 0, {1, 2, 4}, {}}},
        {"kl-f8", {true, 4, 0, {1, 2, 4, 4}, {}}},
        {"kl-f16", {true, 16, 0, {1, 1, 2, 2, 4}, {16}}},
        {"kl-f32", {true, 64, 0, {1, 1, 2, 2, 4, 4}, {16, 8}}},
        {"vq-f4", {false, 3, 8192, {1, 2, 4}, {}}},
        {"vq-f4-noattn", {false, 3, 8192, {1, 2, 4}, {}, false}},
        {"vq-f8", {false, 4, 16384, {1, 2, 2, 4}, {32}}},
        {"vq-f8-n256", {false, 4, 256, {1, 2, 2, 4}, {32}}},
        {"vq-f16", {false, 8, 16384, {1, 1, 2, 2, 4}, {16}}}};
    return rows;
}

model::FirstStageConfig first_stage(const std::string& name)
{
    const auto& row = first_stages().at(name);
    model::FirstStageConfig c;
    c.kind = row.kl ? FirstStageKind::Kl : FirstStageKind::Vq;
    c.autoencoder.ch_mult = row.mult;
    c.autoencoder.attn_resolutions = row.attention;
    c.autoencoder.attention = row.mid_attention;
    c.autoencoder.z_channels = c.autoencoder.embed_dim = row.z;
    c.autoencoder.double_z = row.kl;
    c.autoencoder.n_embed = row.codes;
    return c;
}

struct Row {
    int in, out, channels;
    std::vector<int> mult;
    std::set<int> attention;
    int heads, head_channels;
    std::string first_stage;
    ConditioningKey key = ConditioningKey::None;
    int context = 0;
    int depth = 1;
    bool scale_shift = false, updown = false;
    bool ema = true, by_std = false;
};

const std::map<std::string, Row>& models()
{
    constexpr auto kCross = ConditioningKey::CrossAttention;
    constexpr auto kConcat = ConditioningKey::Concat;
    static const std::map<std::string, Row> rows{
        {"celeba256", {3, 3, 224, {1, 2, 3, 4}, {8, 4, 2}, -1, 32, "vq-f4"}},
        {"lsun_churches256",
         {4,
          4,
          192,
          {1, 2, 2, 4, 4},
          {1, 2, 4, 8},
          8,
          -1,
          "kl-f8",
          ConditioningKey::None,
          0,
          1,
          true,
          true,
          true,
          true}},
        {"cin256", {4, 4, 256, {1, 2, 4}, {4, 2, 1}, -1, 32, "vq-f8", kCross, 512}},
        {"cin256-v2",
         {3, 3, 192, {1, 2, 3, 5}, {8, 4, 2}, 1, -1, "vq-f4", kCross, 512, 1, false, false, false}},
        {"text2img256", {3, 3, 192, {1, 2, 3, 5}, {8, 4, 2}, -1, 32, "vq-f4", kCross, 640}},
        {"txt2img-1p4B",
         {4,
          4,
          320,
          {1, 2, 4, 4},
          {4, 2, 1},
          8,
          -1,
          "kl-f8",
          kCross,
          1280,
          1,
          false,
          false,
          false}},
        {"layout2img", {3, 3, 128, {1, 2, 3, 4}, {8, 4, 2}, -1, 32, "vq-f4", kCross, 512, 3}},
        {"semantic_synthesis", {6, 3, 128, {1, 4, 8}, {32, 16, 8}, 8, -1, "vq-f4", kConcat}},
        {"inpainting_big",
         {7, 3, 256, {1, 2, 3, 4}, {8, 4, 2}, 8, -1, "vq-f4-noattn", kConcat, 0, 1, false, true}},
        {"bsr_sr", {6, 3, 160, {1, 2, 2, 4}, {16, 8}, -1, 32, "vq-f4", kConcat}},
        {"768x768", {16, 16, 448, {1, 2, 3, 4}, {4, 2, 1}, -1, 32, "kl-f16", kCross, 768}}};
    return rows;
}

model::ConditionerConfig conditioner(const std::string& name)
{
    model::ConditionerConfig c;
    if (name == "cin256" || name == "cin256-v2") {
        c.kind = ConditionerKind::ClassEmbedder;
        c.class_width = 512;
        c.classes = name == "cin256" ? 1000 : 1001;
    } else if (name == "text2img256" || name == "txt2img-1p4B" || name == "layout2img") {
        c.kind = ConditionerKind::Bert;
        c.bert.n_embed = name == "text2img256" ? 640 : name == "layout2img" ? 512 : 1280;
        if (name == "layout2img") {
            c.bert.n_layer = 16;
            c.bert.vocab_size = 8192;
            c.bert.max_seq_len = 92;
        }
    } else if (name == "semantic_synthesis") {
        c.kind = ConditionerKind::SpatialRescaler;
        c.rescaler = {2, 0.5, 182, 3, false};
    } else if (name == "inpainting_big") {
        c.kind = ConditionerKind::FirstStage;
    } else if (name == "bsr_sr" || name == "768x768") {
        c.kind = ConditionerKind::Identity;
    }
    return c;
}

model::LatentDiffusionConfig latent_diffusion(const std::string& name)
{
    const auto& row = models().at(name);
    model::LatentDiffusionConfig c;
    c.unet.in_channels = row.in;
    c.unet.out_channels = row.out;
    c.unet.model_channels = row.channels;
    c.unet.channel_mult = row.mult;
    c.unet.attention_resolutions = row.attention;
    c.unet.num_heads = row.heads;
    c.unet.num_head_channels = row.head_channels;
    c.unet.use_spatial_transformer = row.context > 0;
    c.unet.context_dim = row.context;
    c.unet.transformer_depth = row.depth;
    c.unet.use_scale_shift_norm = row.scale_shift;
    c.unet.resblock_updown = row.updown;
    c.first_stage = first_stage(row.first_stage);
    c.conditioner = conditioner(name);
    c.key = row.key;
    c.use_ema = row.ema;
    c.scale_by_std = row.by_std;
    return c;
}

// Names of key files to the rows above; training configurations share the zoo's modules.
const std::map<std::string, std::string>& aliases()
{
    static const std::map<std::string, std::string> names{
        {"autoencoder_kl_64x64x3", "kl-f4"},
        {"autoencoder_kl_32x32x4", "kl-f8"},
        {"autoencoder_kl_16x16x16", "kl-f16"},
        {"autoencoder_kl_8x8x64", "kl-f32"},
        {"celebahq-ldm-vq-4", "celeba256"},
        {"ffhq-ldm-vq-4", "celeba256"},
        {"ffhq256", "celeba256"},
        {"lsun_bedrooms-ldm-vq-4", "celeba256"},
        {"lsun_beds256", "celeba256"},
        {"lsun_churches-ldm-kl-8", "lsun_churches256"},
        {"cin-ldm-vq-f8", "cin256"},
        {"txt2img-1p4B-eval", "txt2img-1p4B"},
        {"layout2img-openimages256", "layout2img"},
        {"semantic_synthesis256", "semantic_synthesis"},
        {"semantic_synthesis512", "semantic_synthesis"}};
    return names;
}

}  // namespace

std::optional<model::ModelConfig> config(const std::string& name)
{
    const auto alias = aliases().find(name);
    const auto row = alias == aliases().end() ? name : alias->second;
    model::ModelConfig c;
    if (first_stages().count(row))
        c.model = first_stage(row);
    else if (models().count(row))
        c.model = latent_diffusion(row);
    else
        return std::nullopt;
    return c;
}

}  // namespace ldm::zoo
