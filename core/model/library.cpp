// SPDX-License-Identifier: MIT
#include "model/library.h"

#include "ldm/error.h"

#include <algorithm>
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

void add_tasks(const LatentDiffusionConfig& c, ModelInfo& info)
{
    if (c.conditioner.kind == ConditionerKind::None)
        info.tasks = {TaskKind::Unconditional};
    else if (c.conditioner.kind == ConditionerKind::SpatialRescaler)
        info.tasks = {TaskKind::Semantic};
    else
        info.problem = "It needs a kind of input that this version cannot give it.";
}

// Labels of the model card, or numbered ones with distinct colours where it names none.
std::vector<LabelInfo> labels_of(const ModelConfig& config, const LatentDiffusionConfig& c)
{
    if (c.conditioner.kind != ConditionerKind::SpatialRescaler)
        return {};
    auto labels = config.card.labels;
    const auto count = std::min(size_t(256), size_t(c.conditioner.rescaler.in_channels));
    labels.resize(std::min(labels.size(), count));
    for (size_t i = labels.size(); i < count; ++i)
        labels.push_back({"label " + std::to_string(i),
                          {std::uint8_t(i * 97 % 256), std::uint8_t(i * 57 % 256),
                           std::uint8_t(i * 151 % 256)}});
    return labels;
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
    info.eta = config.card.eta >= 0.0 ? config.card.eta : 0.0;
    add_tasks(c, info);
    info.labels = labels_of(config, c);
}

}  // namespace

ModelInfo describe_model(const fs::path& yaml)
{
    ModelInfo info;
    info.id = info.title = yaml.stem().string();
    info.config = yaml;
    info.weights = weights_beside(yaml);
    try {
        describe(read_model_config(yaml), info);
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

std::vector<ModelInfo> scan_models(const std::vector<fs::path>& folders)
{
    std::vector<ModelInfo> models;
    for (const auto& folder : folders) {
        std::error_code problem;
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(folder, problem))
            if (entry.path().extension() == ".yaml" || entry.path().extension() == ".yml")
                files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            const auto id = file.stem().string();
            const auto same = [&id](const ModelInfo& m) { return m.id == id; };
            if (std::none_of(models.begin(), models.end(), same))
                models.push_back(describe_model(file));
        }
    }
    return models;
}

ModelInfo find_model(const std::vector<fs::path>& folders, std::string_view id)
{
    const auto models = scan_models(folders);
    for (const auto& model : models)
        if (model.id == id)
            return model;
    const fs::path path(id);
    if (fs::is_regular_file(path)) {
        auto yaml = path;
        yaml.replace_extension(".yaml");
        if (!fs::exists(yaml))
            throw Error(ErrorCode::BadArgument,
                        "The model " + path.string() + " lacks its description: put " +
                            yaml.filename().string() + " beside it.",
                        path.string());
        auto info = describe_model(yaml);
        if (path.extension() == ".ckpt" || path.extension() == ".safetensors")
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
