// SPDX-License-Identifier: MIT
#include "model/library.h"

#include "io/checkpoint.h"
#include "ldm/error.h"
#include "model/label_file.h"
#include "model/recognise.h"

#include <algorithm>
#include <optional>
#include <system_error>

namespace ldm::model {

namespace {

namespace fs = std::filesystem;

constexpr const char* kEndings[] = {".safetensors", ".ckpt"};

fs::path weights_beside(const fs::path& yaml)
{
    for (const auto* ending : kEndings) {
        auto candidate = yaml;
        candidate.replace_extension(ending);
        if (fs::exists(candidate))
            return candidate;
    }
    return {};
}

int first_stage_factor(const FirstStageConfig& config)
{
    switch (config.kind) {
    case FirstStageKind::Slim: return config.slim.factor;
    case FirstStageKind::Identity: return 1;
    default: return config.autoencoder.factor();
    }
}

// The task that a condition and its way into the network make possible.
std::optional<TaskKind> task_of(const LatentDiffusionConfig& c)
{
    switch (c.conditioner.kind) {
    case ConditionerKind::None: return TaskKind::Unconditional;
    case ConditionerKind::SpatialRescaler: return TaskKind::Semantic;
    case ConditionerKind::FirstStage: return TaskKind::Inpaint;
    case ConditionerKind::EnlargedImage: return TaskKind::Upscale;
    case ConditionerKind::ClassEmbedder: return TaskKind::Class;
    case ConditionerKind::Bert: return c.conditioner.takes_text ? TaskKind::Text : TaskKind::Layout;
    case ConditionerKind::ClipText:
        return c.key == ConditioningKey::Hybrid ? TaskKind::Inpaint : TaskKind::Text;
    case ConditionerKind::Identity:
        if (c.key == ConditioningKey::Concat)
            return TaskKind::Upscale;
        if (c.key == ConditioningKey::CrossAttention)
            return TaskKind::Unconditional;  // near an embedding, or near none
        break;
    }
    return std::nullopt;
}

std::size_t label_count(const LatentDiffusionConfig& c, const ModelCard& card)
{
    switch (c.conditioner.kind) {
    case ConditionerKind::SpatialRescaler:
        return std::size_t(std::min(256, c.conditioner.rescaler.in_channels));
    case ConditionerKind::ClassEmbedder:
        return std::size_t(c.conditioner.classes - (card.null_class >= 0 ? 1 : 0));
    case ConditionerKind::Bert: return card.labels.size();
    default: return 0;
    }
}

// Labels of the model card, or numbered ones with distinct colours where it names none.
std::vector<LabelInfo> labels_of(const ModelCard& card, const LatentDiffusionConfig& c)
{
    auto labels = card.labels;
    const auto count = label_count(c, card);
    labels.resize(std::min(labels.size(), count));
    for (size_t i = labels.size(); i < count; ++i)
        labels.push_back({"label " + std::to_string(i), label_colour(i)});
    return labels;
}

bool takes_guidance(const LatentDiffusionConfig& c, const ModelCard& card)
{
    switch (c.conditioner.kind) {
    case ConditionerKind::ClassEmbedder: return card.null_class >= 0;
    case ConditionerKind::Bert: return c.conditioner.takes_text || card.guidance > 0.0;
    case ConditionerKind::ClipText: return true;
    // A recommended guidance says that the model has learnt to do without its map.
    case ConditionerKind::SpatialRescaler: return card.guidance > 0.0;
    case ConditionerKind::Identity: return c.key == ConditioningKey::CrossAttention;
    default: return false;
    }
}

void describe(const ModelConfig& config, ModelInfo& info)
{
    const auto& c = config.latent_diffusion();
    const int factor = first_stage_factor(c.first_stage);
    info.title = config.card.title.empty() ? info.id : config.card.title;
    info.licence = config.card.licence;
    info.attribution = config.card.attribution;
    info.size_multiple = factor * c.unet.size_multiple();
    const int side = std::max(1, c.unet.image_size) * factor;
    info.native_width = config.card.native_width ? config.card.native_width : side;
    info.native_height = config.card.native_height ? config.card.native_height : side;
    info.steps = config.card.steps ? config.card.steps : 50;
    info.sampler = config.card.sampler.value_or(SamplerKind::Ddim);
    info.spacing = config.card.spacing.value_or(SpacingKind::Uniform);
    info.eta = config.card.eta >= 0.0 ? config.card.eta : 0.0;
    info.guidance = config.card.guidance >= 0.0 ? config.card.guidance : 1.0;
    info.takes_guidance = takes_guidance(c, config.card);
    info.null_class = config.card.null_class;
    info.source = config.card.source;
    std::vector<TaskKind> also;  // what the card may add: a map can be drawn as boxes
    if (const auto task = task_of(c))
        info.tasks = {*task};
    else
        info.problem = "It needs a kind of input that this version cannot give it.";
    for (const auto task : config.card.also)
        if (info.tasks == std::vector{TaskKind::Text} ||
            (info.tasks == std::vector{TaskKind::Semantic} && task == TaskKind::Layout))
            also.push_back(task);
    info.tasks.insert(info.tasks.end(), also.begin(), also.end());
    info.takes_prompt = c.conditioner.kind == ConditionerKind::ClipText ||
                        (c.conditioner.kind == ConditionerKind::Bert && c.conditioner.takes_text);
    info.labels = labels_of(config.card, c);
    info.classes =
        c.conditioner.kind == ConditionerKind::ClassEmbedder ? info.labels : config.card.classes;
}

constexpr int kDeepestFolder = 3;

bool is_weights(const fs::path& file)
{
    return std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](const char* ending) { return file.extension() == ending; });
}

// Names that the published archives give to every model's weights.
bool is_common_name(const fs::path& file)
{
    return file.stem() == "model" || file.stem() == "last";
}

std::string id_of(const fs::path& file)
{
    const bool common = is_common_name(file) || file.stem() == "config";
    return (common && file.has_parent_path() ? file.parent_path().filename() : file.stem())
        .string();
}

fs::path weights_of(const fs::path& yaml)
{
    if (auto beside = weights_beside(yaml); !beside.empty() || yaml.stem() != "config")
        return beside;
    for (const auto* name : {"model.safetensors", "model.ckpt", "last.ckpt"})
        if (fs::exists(yaml.parent_path() / name))
            return yaml.parent_path() / name;
    return {};
}

// The description of weights that lie alone; empty if there is none.
fs::path yaml_of(const fs::path& weights)
{
    auto yaml = weights;
    yaml.replace_extension(".yaml");
    if (fs::exists(yaml))
        return yaml;
    yaml = weights.parent_path() / "config.yaml";
    return is_common_name(weights) && fs::exists(yaml) ? yaml : fs::path();
}

// A description as published says nothing of labels and settings; the zoo's card does.
void adopt_card(ModelConfig& config, const fs::path& weights, const fs::path& zoo)
{
    if (!config.card.title.empty() || weights.empty() || zoo.empty())
        return;
    try {
        const auto known = recognise(*open_checkpoint(weights), weights, zoo);
        if (known)
            config.card = read_model_config(*known).card;
    } catch (const Error&) {
        // Damaged weights are reported when they are loaded.
    }
}

ModelInfo describe_weights(const fs::path& weights, const fs::path& zoo)
{
    ModelInfo info;
    info.id = info.title = id_of(weights);
    info.weights = weights;
    std::error_code ignored;
    info.bytes = fs::file_size(weights, ignored);
    try {
        if (const auto yaml = recognise(*open_checkpoint(weights), weights, zoo)) {
            info.config = *yaml;
            describe(read_model_config(*yaml), info);
        } else {
            info.problem =
                "It has no description and is no published model that Sfumato knows: "
                "put its YAML file beside it as " +
                weights.stem().string() + ".yaml.";
        }
    } catch (const Error& e) {
        info.problem = e.what();
    }
    return info;
}

// A first stage alone is part of models, not one of them.
bool is_first_stage(const fs::path& yaml)
{
    try {
        return !read_model_config(yaml).is_latent_diffusion();
    } catch (const Error&) {
        return false;
    }
}

void scan(const fs::path& folder, int depth, const fs::path& zoo, std::vector<ModelInfo>& models)
{
    std::error_code problem;
    std::vector<fs::path> entries;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    const auto add = [&models](ModelInfo info) {
        const auto same = [&info](const ModelInfo& m) { return m.id == info.id; };
        if (std::none_of(models.begin(), models.end(), same))
            models.push_back(std::move(info));
    };
    for (const auto& entry : entries) {
        const auto ending = entry.extension();
        if (fs::is_directory(entry, problem) && depth < kDeepestFolder)
            scan(entry, depth + 1, zoo, models);
        else if ((ending == ".yaml" || ending == ".yml") &&
                 (depth == 0 || !weights_of(entry).empty()) && !is_first_stage(entry))
            add(describe_model(entry, zoo));
        else if (is_weights(entry) && yaml_of(entry).empty())
            add(describe_weights(entry, zoo));
    }
}

}  // namespace

ModelInfo describe_model(const fs::path& yaml, const fs::path& zoo)
{
    ModelInfo info;
    info.id = info.title = id_of(yaml);
    info.config = yaml;
    info.weights = weights_of(yaml);
    try {
        auto config = read_model_config(yaml);
        adopt_card(config, info.weights, zoo);
        describe(config, info);
    } catch (const Error& e) {
        info.problem = e.what();
    }
    std::error_code ignored;
    if (info.weights.empty() && info.problem.empty())
        info.problem = "Its weights are missing: put " + info.id + ".safetensors or " + info.id +
                       ".ckpt beside " + yaml.filename().string() + ".";
    else if (!info.weights.empty())
        info.bytes = fs::file_size(info.weights, ignored);
    return info;
}

std::vector<ModelInfo> scan_models(const std::vector<fs::path>& folders, const fs::path& zoo)
{
    std::vector<ModelInfo> models;
    for (const auto& folder : folders)
        scan(folder, 0, zoo, models);
    return models;
}

ModelInfo find_model(const std::vector<fs::path>& folders, std::string_view id, const fs::path& zoo)
{
    const auto models = scan_models(folders, zoo);
    for (const auto& model : models)
        if (model.id == id)
            return model;
    const fs::path path(id);
    if (fs::is_regular_file(path)) {
        if (!is_weights(path))
            return describe_model(path, zoo);
        const auto yaml = yaml_of(path);
        auto info = yaml.empty() ? describe_weights(path, zoo) : describe_model(yaml, zoo);
        info.weights = path;
        return info;
    }
    std::string known;
    for (const auto& model : models)
        known += (known.empty() ? "" : ", ") + model.id;
    throw Error(ErrorCode::BadArgument,
                "There is no model named '" + std::string(id) + "'; " +
                    (known.empty() ? "none is installed." : "installed are: " + known + "."),
                "model");
}

}  // namespace ldm::model
