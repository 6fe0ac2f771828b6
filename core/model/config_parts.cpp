// SPDX-License-Identifier: MIT
#include "model/config_parts.h"

#include "ldm/error.h"
#include "model/label_file.h"

#include <algorithm>

namespace ldm::model {

namespace {

void note(const YamlReader& reader, std::vector<std::string>& unknown)
{
    const auto keys = reader.unknown();
    unknown.insert(unknown.end(), keys.begin(), keys.end());
}

[[noreturn]] void unsupported(const std::string& target, const std::string& path)
{
    throw Error(ErrorCode::Unsupported,
                "The model description asks for '" + target + "' at " + path +
                    ", which Sfumato does not have.",
                target);
}

// Published files name the same module in two code bases; only the last part of the name counts.
std::string last_part(const std::string& target)
{
    const auto dot = target.rfind('.');
    return dot == std::string::npos ? target : target.substr(dot + 1);
}

ConditioningKey key_from_name(const std::string& name, const std::string& path)
{
    if (name == "concat")
        return ConditioningKey::Concat;
    if (name == "crossattn")
        return ConditioningKey::CrossAttention;
    if (name == "hybrid")
        return ConditioningKey::Hybrid;
    if (name == "adm")
        return ConditioningKey::Adm;
    throw Error(ErrorCode::BadArgument,
                "The model description is not usable: " + path + " is '" + name +
                    "'; there are concat, crossattn, hybrid and adm.",
                path);
}

int bounded(int value, int low, int high, const std::string& path)
{
    if (value < low || value > high)
        throw Error(ErrorCode::BadArgument,
                    "The model description is not usable: " + path + " is " +
                        std::to_string(value) + " and must lie between " + std::to_string(low) +
                        " and " + std::to_string(high) + ".",
                    path);
    return value;
}

firststage::AutoencoderConfig read_autoencoder(YamlReader& params, bool vector_quantized,
                                               std::vector<std::string>& unknown)
{
    auto dd = params.child("ddconfig");
    firststage::AutoencoderConfig c;
    c.in_channels = bounded(dd.number("in_channels", 3), 1, 64, "ddconfig.in_channels");
    c.out_ch = bounded(dd.number("out_ch", 3), 1, 64, "ddconfig.out_ch");
    c.ch = bounded(dd.required_number("ch"), 1, 4096, "ddconfig.ch");
    c.ch_mult = dd.numbers("ch_mult", {1, 2, 4, 8});
    bounded(int(c.ch_mult.size()), 1, 8, "the length of ddconfig.ch_mult");
    for (const int m : c.ch_mult)
        bounded(m, 1, 64, "ddconfig.ch_mult");
    c.num_res_blocks =
        bounded(dd.required_number("num_res_blocks"), 1, 16, "ddconfig.num_res_blocks");
    c.z_channels = bounded(dd.required_number("z_channels"), 1, 1024, "ddconfig.z_channels");
    c.resolution = dd.number("resolution", 256);
    const auto attention = dd.numbers("attn_resolutions");
    c.attn_resolutions = {attention.begin(), attention.end()};
    c.double_z = dd.flag("double_z", true);
    c.attention = dd.text("attn_type", "vanilla") != "none";
    dd.accept("dropout");
    c.embed_dim = bounded(params.required_number("embed_dim"), 1, 1024, "embed_dim");
    if (vector_quantized)
        c.n_embed = bounded(params.required_number("n_embed"), 1, 1 << 20, "n_embed");
    note(dd, unknown);
    return c;
}

std::optional<AutoencoderLossConfig> read_loss(YamlReader& params)
{
    auto block = params.child("lossconfig");
    const auto target = last_part(block.text("target", "Identity"));
    if (target == "Identity")
        return std::nullopt;
    auto p = block.child("params");
    AutoencoderLossConfig loss;
    loss.vector_quantized = target.rfind("VQ", 0) == 0;
    loss.disc_start = p.number("disc_start", 0);
    loss.disc_weight = p.real("disc_weight", 1.0);
    loss.disc_factor = p.real("disc_factor", 1.0);
    loss.disc_num_layers = bounded(p.number("disc_num_layers", 3), 1, 8, "disc_num_layers");
    loss.disc_ndf = bounded(p.number("disc_ndf", 64), 1, 1024, "disc_ndf");
    loss.hinge = p.text("disc_loss", "hinge") != "vanilla";
    loss.kl_weight = p.real("kl_weight", 1.0);
    loss.codebook_weight = p.real("codebook_weight", 1.0);
    loss.perceptual_weight = p.real("perceptual_weight", 1.0);
    for (const auto& file : p.texts("perceptual_ckpt"))
        loss.perceptual_weights.emplace_back(file);
    return loss;
}

firststage::SlimAutoencoderConfig read_slim(YamlReader& p)
{
    firststage::SlimAutoencoderConfig c;
    c.factor = p.number("factor", c.factor);
    c.ch = bounded(p.number("ch", c.ch), 32, 2048, "ch");
    c.out_width = bounded(p.number("out_width", c.out_width), 1, 1024, "out_width");
    c.encoder_blocks =
        bounded(p.number("encoder_blocks", c.encoder_blocks), 0, 64, "encoder_blocks");
    c.decoder_blocks =
        bounded(p.number("decoder_blocks", c.decoder_blocks), 0, 64, "decoder_blocks");
    c.embed_dim = bounded(p.number("embed_dim", c.embed_dim), 1, 64, "embed_dim");
    return c;
}

std::optional<LrScheduleConfig> read_lr_schedule(YamlReader& params)
{
    if (!params.has("scheduler_config"))
        return std::nullopt;
    auto block = params.child("scheduler_config");
    const auto target = last_part(block.required_text("target"));
    auto p = block.child("params");
    LrScheduleConfig c;
    c.cosine = target != "LambdaLinearScheduler";
    if (target == "LambdaWarmUpCosineScheduler") {
        c.cycles.push_back({p.number("warm_up_steps", 0), p.real("lr_start", 1.0),
                            p.real("lr_max", 1.0), p.real("lr_min", 1.0),
                            p.real("max_decay_steps", 1e13)});
    } else if (target == "LambdaLinearScheduler" || target == "LambdaWarmUpCosineScheduler2") {
        const auto entry = [&p](const std::string& key, size_t cycle, double fallback) {
            const auto entries = p.list(key);
            return cycle < entries.size() ? entries[cycle].as<double>(fallback) : fallback;
        };
        const auto cycles = std::max<size_t>(1, p.list("cycle_lengths").size());
        for (size_t i = 0; i < cycles; ++i)
            c.cycles.push_back({int(entry("warm_up_steps", i, 0)), entry("f_start", i, 1.0),
                                entry("f_max", i, 1.0), entry("f_min", i, 1.0),
                                entry("cycle_lengths", i, 1e13)});
    } else {
        unsupported(target, block.path());
    }
    return c;
}

void read_diffusion(YamlReader& p, LatentDiffusionConfig& c)
{
    c.schedule.beta_schedule =
        diffusion::beta_schedule_from_name(p.text("beta_schedule", "linear"));
    c.schedule.timesteps = bounded(p.number("timesteps", 1000), 1, 100000, "timesteps");
    c.schedule.linear_start = p.real("linear_start", 1e-4);
    c.schedule.linear_end = p.real("linear_end", 2e-2);
    c.schedule.cosine_s = p.real("cosine_s", 8e-3);
    c.schedule.v_posterior = p.real("v_posterior", 0.0);
    c.prediction = diffusion::prediction_from_name(p.text("parameterization", "eps"));
    c.l1_loss = p.text("loss_type", "l2") == "l1";
    c.learn_logvar = p.flag("learn_logvar", false);
    c.logvar_init = p.real("logvar_init", 0.0);
    c.l_simple_weight = p.real("l_simple_weight", 1.0);
    c.original_elbo_weight = p.real("original_elbo_weight", 0.0);
    c.log_every_t = p.number("log_every_t", 100);
    for (const auto* ignored : {"num_timesteps_cond", "monitor", "ckpt_path", "ignore_keys",
                                "clip_denoised", "cond_stage_forward", "first_stage_ckpt"})
        p.accept(ignored);
}

}  // namespace

bool is_latent_diffusion_target(const std::string& target)
{
    const auto name = last_part(target);
    return name == "LatentDiffusion" || name == "LatentInpaintDiffusion" ||
           name == "LatentUpscaleDiffusion";
}

bool is_inpaint_target(const std::string& target)
{
    return last_part(target) == "LatentInpaintDiffusion";
}

nn::UnetConfig read_unet(YamlReader& block, std::vector<std::string>& unknown)
{
    const auto target = block.required_text("target");
    if (last_part(target) != "UNetModel")
        unsupported(target, block.path());
    auto p = block.child("params");
    nn::UnetConfig c;
    c.image_size = p.number("image_size", 0);
    c.in_channels = bounded(p.required_number("in_channels"), 1, 4096, "in_channels");
    c.model_channels = bounded(p.required_number("model_channels"), 1, 8192, "model_channels");
    c.out_channels = bounded(p.required_number("out_channels"), 1, 4096, "out_channels");
    c.num_res_blocks = bounded(p.required_number("num_res_blocks"), 1, 32, "num_res_blocks");
    const auto attention = p.numbers("attention_resolutions");
    c.attention_resolutions = {attention.begin(), attention.end()};
    c.channel_mult = p.numbers("channel_mult", {1, 2, 4, 8});
    c.conv_resample = p.flag("conv_resample", true);
    c.num_classes = p.number("num_classes", 0);
    c.num_heads = p.number("num_heads", -1);
    c.num_head_channels = p.number("num_head_channels", -1);
    c.num_heads_upsample = p.number("num_heads_upsample", -1);
    c.use_scale_shift_norm = p.flag("use_scale_shift_norm", false);
    c.resblock_updown = p.flag("resblock_updown", false);
    c.use_new_attention_order = p.flag("use_new_attention_order", false);
    c.use_spatial_transformer = p.flag("use_spatial_transformer", false);
    c.transformer_depth = bounded(p.number("transformer_depth", 1), 1, 64, "transformer_depth");
    c.context_dim = p.number("context_dim", 0);
    c.pooled_context = p.flag("pooled_context", false);
    c.n_embed = p.number("n_embed", 0);
    c.legacy = p.flag("legacy", true);
    c.use_checkpoint = p.flag("use_checkpoint", false);
    for (const auto* ignored : {"dropout", "use_fp16", "dims"})
        p.accept(ignored);
    note(p, unknown);
    return c;
}

FirstStageConfig read_first_stage(YamlReader& block, std::vector<std::string>& unknown)
{
    const auto target = block.required_text("target");
    const auto name = last_part(target);
    auto params = block.child("params");
    FirstStageConfig c;
    if (name == "IdentityFirstStage") {
        c.kind = FirstStageKind::Identity;
    } else if (name == "SlimAutoencoder") {
        c.kind = FirstStageKind::Slim;
        c.slim = read_slim(params);
    } else if (name == "AutoencoderKL") {
        c.kind = FirstStageKind::Kl;
        c.autoencoder = read_autoencoder(params, false, unknown);
    } else if (name == "VQModel" || name == "VQModelInterface") {
        c.kind = FirstStageKind::Vq;
        c.autoencoder = read_autoencoder(params, true, unknown);
    } else {
        unsupported(target, block.path().empty() ? "model" : block.path());
    }
    c.loss = read_loss(params);
    c.lr_schedule = read_lr_schedule(params);
    c.lr_g_factor = params.real("lr_g_factor", 1.0);
    if (const auto range = params.numbers("batch_resize_range"); range.size() == 2)
        c.batch_resize_range = {bounded(range[0], 16, 4096, "batch_resize_range"),
                                bounded(range[1], range[0], 4096, "batch_resize_range")};
    c.weights = params.text("ckpt_path");
    for (const auto* ignored : {"monitor", "image_key", "ignore_keys", "remap", "sane_index_shape"})
        params.accept(ignored);
    note(params, unknown);
    return c;
}

ConditionerConfig read_conditioner(YamlReader& params, std::vector<std::string>& unknown)
{
    ConditionerConfig c;
    if (!params.has("cond_stage_config"))
        return c;
    if (params.node()["cond_stage_config"].IsScalar()) {
        const auto name = params.text("cond_stage_config");
        if (name == "__is_first_stage__")
            c.kind = ConditionerKind::FirstStage;
        else if (name != "__is_unconditional__")
            unsupported(name, "cond_stage_config");
        return c;
    }
    auto block = params.child("cond_stage_config");
    const auto target = block.required_text("target");
    const auto name = last_part(target);
    auto p = block.child("params");
    if (name == "Identity") {
        c.kind = ConditionerKind::Identity;
    } else if (name == "SmoothedHole") {
        c.kind = ConditionerKind::FirstStage;
        c.smooth_hole = true;
    } else if (name == "EnlargedImage") {
        c.kind = ConditionerKind::EnlargedImage;
    } else if (name == "SpatialRescaler") {
        c.kind = ConditionerKind::SpatialRescaler;
        c.rescaler.n_stages = bounded(p.number("n_stages", 1), 0, 16, "n_stages");
        c.rescaler.multiplier = p.real("multiplier", 0.5);
        c.rescaler.in_channels = bounded(p.number("in_channels", 3), 1, 65536, "in_channels");
        c.rescaler.out_channels = bounded(p.number("out_channels", 0), 0, 65536, "out_channels");
        c.rescaler.bias = p.flag("bias", false);
        p.accept("method");
    } else if (name == "ClassEmbedder") {
        c.kind = ConditionerKind::ClassEmbedder;
        c.class_width = bounded(p.required_number("embed_dim"), 1, 65536, "embed_dim");
        c.classes = bounded(p.number("n_classes", 1000), 1, 1 << 24, "n_classes");
        p.accept("key");
    } else if (name == "BERTEmbedder") {
        c.kind = ConditionerKind::Bert;
        c.bert.n_embed = bounded(p.required_number("n_embed"), 1, 65536, "n_embed");
        c.bert.n_layer = bounded(p.required_number("n_layer"), 1, 512, "n_layer");
        c.bert.vocab_size = bounded(p.number("vocab_size", 30522), 1, 1 << 24, "vocab_size");
        c.bert.max_seq_len = bounded(p.number("max_seq_len", 77), 1, 1 << 16, "max_seq_len");
        c.takes_text = p.flag("use_tokenizer", true);
        for (const auto* ignored : {"device", "embedding_dropout"})
            p.accept(ignored);
    } else if (name == "FrozenCLIPEmbedder") {
        c.kind = ConditionerKind::ClipText;
        c.clip.width = bounded(p.number("width", 768), 8, 4096, "width");
        c.clip.layers = bounded(p.number("layers", 12), 1, 128, "layers");
        c.clip.heads = bounded(p.number("heads", 12), 1, 128, "heads");
        c.clip.max_seq_len = bounded(p.number("max_length", 77), 2, 1 << 16, "max_length");
        for (const auto* ignored : {"version", "device"})
            p.accept(ignored);
    } else {
        unsupported(target, block.path());
    }
    note(p, unknown);
    return c;
}

LatentDiffusionConfig read_latent_diffusion(YamlReader& p, std::vector<std::string>& unknown)
{
    LatentDiffusionConfig c;
    read_diffusion(p, c);
    auto unet = p.child("unet_config");
    c.unet = read_unet(unet, unknown);
    auto first = p.child("first_stage_config");
    c.first_stage = read_first_stage(first, unknown);
    c.channels = p.number("channels", 3);
    c.first_stage.channels = c.channels;
    c.conditioner = read_conditioner(p, unknown);
    c.image_size = p.number("image_size", 0);
    c.first_stage_key = p.text("first_stage_key", "image");
    c.cond_stage_key = p.text("cond_stage_key", "image");
    c.cond_stage_trainable = p.flag("cond_stage_trainable", false);
    c.use_ema = p.flag("use_ema", true);
    c.scale_by_std = p.flag("scale_by_std", false);
    c.scale_factor = p.real("scale_factor", 1.0);
    const bool concat = p.flag("concat_mode", true);
    const auto key = p.text("conditioning_key", concat ? "concat" : "crossattn");
    if (c.conditioner.kind != ConditionerKind::None)
        c.key = key_from_name(key, p.path() + ".conditioning_key");
    c.lr_schedule = read_lr_schedule(p);
    note(p, unknown);
    return c;
}

namespace {

LabelInfo label_of(const YAML::Node& node)
{
    const auto wrong = [] {
        return Error(ErrorCode::BadArgument,
                     "The model description is not usable: each entry of sfumato.labels needs a "
                     "name and three rgb values from 0 to 255.",
                     "sfumato.labels");
    };
    try {
        if (!node.IsMap())
            throw wrong();
        LabelInfo label{node["name"].as<std::string>(), {}};
        const auto rgb = node["rgb"].as<std::vector<int>>();
        if (rgb.size() != 3 || label.name.empty())
            throw wrong();
        for (size_t i = 0; i < 3; ++i)
            label.rgb[i] = std::uint8_t(bounded(rgb[i], 0, 255, "sfumato.labels.rgb"));
        return label;
    } catch (const YAML::Exception&) {
        throw wrong();
    }
}

}  // namespace

ModelCard read_card(YamlReader block)
{
    ModelCard card;
    card.title = block.text("title");
    card.licence = block.text("licence");
    card.attribution = block.text("attribution");
    const auto size = block.numbers("native_size");
    if (size.size() == 2) {
        card.native_width = bounded(size[0], 1, 1 << 16, "sfumato.native_size");
        card.native_height = bounded(size[1], 1, 1 << 16, "sfumato.native_size");
    }
    card.steps = bounded(block.number("steps", 0), 0, 1000, "sfumato.steps");
    if (const auto name = block.text("sampler"); !name.empty())
        card.sampler = sampler_from_name(name);
    if (const auto name = block.text("spacing"); !name.empty())
        card.spacing = spacing_from_name(name);
    card.eta = block.real("eta", -1.0);
    card.guidance = block.real("guidance", -1.0);
    card.null_class = block.number("null_class", -1);
    card.source = block.text("source");
    card.vocabulary = block.text("vocabulary");
    card.boxes = bounded(block.number("boxes", 0), 0, 256, "sfumato.boxes");
    for (const auto& node : block.list("classes"))
        card.classes.push_back({node.as<std::string>(""), label_colour(card.classes.size())});
    for (const auto& node : block.list("also"))
        card.also.push_back(task_from_name(node.as<std::string>("")));
    card.labels_file = block.text("labels_file");
    for (const auto& node : block.list("labels"))
        card.labels.push_back(label_of(node));
    return card;
}

}  // namespace ldm::model
