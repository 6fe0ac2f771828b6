// SPDX-License-Identifier: MIT
#include "ldm/inspect.h"

#include "io/checkpoint.h"
#include "model/latent_diffusion.h"
#include "model/library.h"
#include "model/recognise.h"
#include "model/target_registry.h"

#include <c10/core/ScalarType.h>

#include <algorithm>

namespace ldm {

namespace {

std::string describe(const model::ModelConfig& config)
{
    const auto& first = config.first_stage();
    static constexpr const char* kKinds[] = {"KL", "VQ", "slim KL", "identity"};
    const auto stage = std::string(kKinds[size_t(first.kind)]) + " first stage";
    if (!config.is_latent_diffusion())
        return stage;
    const auto& c = config.latent_diffusion();
    std::string mult;
    for (const int m : c.unet.channel_mult)
        mult += (mult.empty() ? "" : ",") + std::to_string(m);
    static constexpr const char* kKeys[] = {"no condition", "concat", "cross-attention", "hybrid",
                                            "adm"};
    return "latent diffusion, " + stage + ", UNet " + std::to_string(c.unet.model_channels) +
           " channels ×" + mult + ", " + kKeys[size_t(c.key)];
}

void compare(const model::ModelConfig& config, const Checkpoint& checkpoint, ModelReport& report)
{
    model::LoadReport load;
    if (config.is_latent_diffusion())
        load = model::LatentDiffusion(config.latent_diffusion()).load(checkpoint);
    else
        load = model::load_first_stage(*model::make_first_stage(config.first_stage()), checkpoint);
    report.ema = load.ema;
    report.missing = load.missing;
    report.mismatched = load.mismatched;
    report.unexpected = load.unexpected;
}

}  // namespace

std::vector<ModelInfo> published_models(const std::filesystem::path& zoo)
{
    std::vector<ModelInfo> models;
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator(zoo, problem)) {
        if (entry.path().extension() != ".yaml")
            continue;
        auto info = model::describe_model(entry.path(), {});
        info.problem.clear();  // that there are no weights is no news
        models.push_back(std::move(info));
    }
    std::sort(models.begin(), models.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    return models;
}

ModelReport inspect_model(const std::filesystem::path& weights, const std::filesystem::path& zoo)
{
    ModelReport report;
    report.file = weights;
    const auto checkpoint = open_checkpoint(weights);
    for (const auto& name : checkpoint->names()) {
        const auto& info = checkpoint->info(name);
        std::int64_t count = 1;
        for (const auto side : info.shape)
            count *= side;
        ++report.tensors;
        report.parameters += count;
        ++report.by_type[c10::toString(info.dtype)];
    }
    for (const auto& [key, value] : checkpoint->metadata())
        report.format_detail += (report.format_detail.empty() ? "" : ", ") + key + " " + value;
    auto yaml = weights;
    yaml.replace_extension(".yaml");
    if (const auto known = model::recognise(*checkpoint, weights, zoo)) {
        report.published_as = known->stem().string();
        if (!std::filesystem::exists(yaml))
            yaml = *known;
    }
    if (!std::filesystem::exists(yaml))
        return report;
    const auto config = model::read_model_config(yaml);
    report.described = true;
    report.architecture = describe(config);
    compare(config, *checkpoint, report);
    return report;
}

}  // namespace ldm
