// SPDX-License-Identifier: MIT
#include "model/model_config.h"

#include "ldm/error.h"
#include "model/config_parts.h"
#include "model/label_file.h"
#include "model/yaml_reader.h"

namespace ldm::model {

namespace {

ModelConfig read(YamlReader top)
{
    ModelConfig config;
    if (!top.has("model"))
        throw Error(ErrorCode::BadArgument,
                    "The model description is not usable: model is missing.", "model");
    auto block = top.child("model");
    const auto target = block.required_text("target");
    config.base_learning_rate = block.real("base_learning_rate", 0.0);
    auto& unknown = config.unknown;
    if (is_latent_diffusion_target(target)) {
        auto params = block.child("params");
        auto model = read_latent_diffusion(params, unknown);
        model.mask_first = is_inpaint_target(target);
        config.model = std::move(model);
    } else {
        config.model = read_first_stage(block, unknown);
    }
    if (top.has("sfumato"))
        config.card = read_card(top.child("sfumato"));
    return config;
}

}  // namespace

const LatentDiffusionConfig& ModelConfig::latent_diffusion() const
{
    if (const auto* config = std::get_if<LatentDiffusionConfig>(&model))
        return *config;
    throw Error(ErrorCode::BadArgument,
                "This file describes a first stage alone; a latent diffusion model is needed.",
                "model.target");
}

const FirstStageConfig& ModelConfig::first_stage() const
{
    if (const auto* config = std::get_if<FirstStageConfig>(&model))
        return *config;
    return std::get<LatentDiffusionConfig>(model).first_stage;
}

ModelConfig read_model_config(const std::filesystem::path& file)
{
    auto config = read(YamlReader::open(file));
    auto& first_stage = config.is_latent_diffusion()
                            ? std::get<LatentDiffusionConfig>(config.model).first_stage
                            : std::get<FirstStageConfig>(config.model);
    if (!first_stage.weights.empty()) {
        std::error_code ignored;
        const auto beside = file.parent_path() / first_stage.weights;
        first_stage.weights =
            std::filesystem::is_regular_file(beside, ignored) ? beside : std::filesystem::path();
    }
    if (!config.card.vocabulary.empty())
        config.card.vocabulary = file.parent_path() / config.card.vocabulary;
    if (!config.card.labels_file.empty())
        config.card.labels = read_label_file(file.parent_path() / config.card.labels_file);
    return config;
}

ModelConfig parse_model_config(const std::string& yaml, const std::string& name)
{
    return read(YamlReader::parse(yaml, name));
}

}  // namespace ldm::model
