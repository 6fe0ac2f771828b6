// SPDX-License-Identifier: MIT
#include "task/semantic.h"

#include "condition/spatial_rescaler.h"
#include "ldm/error.h"
#include "task/boxes_map.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>

namespace ldm::task {

namespace {

// The one-hot map; all zeros where there is kNoLabel, which is how the model learnt of no map.
at::Tensor labels_or_nothing(const at::Tensor& indices, int classes)
{
    const auto wide = indices.to(at::kLong).clamp_max(classes);
    return condition::one_hot_map(wide, classes + 1).narrow(1, 0, classes);
}

// What the network is told of a map of label indices [1,H,W]. The one-hot map is large: where the
// conditioner halves it, which looks at nothing beyond a cell, bands of rows take their turn.
diffusion::Condition map_condition(model::LatentDiffusion& model, const at::Tensor& indices)
{
    constexpr std::int64_t kValuesAtOnce = 16 << 20;
    const auto& config = model.config();
    const auto& rescaler = config.conditioner.rescaler;
    const int classes = rescaler.in_channels;
    if (config.key != model::ConditioningKey::Concat || rescaler.multiplier != 0.5)
        return model.condition(labels_or_nothing(indices, classes));
    const std::int64_t unit = model.size_multiple(), height = indices.size(1);
    const auto fitting = kValuesAtOnce / (classes * indices.size(2)) / unit * unit;
    const auto band = std::max(fitting, unit);
    std::vector<at::Tensor> parts;
    for (std::int64_t top = 0; top < height; top += band) {
        const auto rows = indices.narrow(1, top, std::min(band, height - top));
        parts.push_back(model.condition(labels_or_nothing(rows, classes)).concat);
    }
    diffusion::Condition c;
    c.concat = at::cat(parts, 2);
    return c;
}

// What it is told of no map, which is the same everywhere.
diffusion::Condition no_map(model::LatentDiffusion& model, const diffusion::Condition& told)
{
    const auto unit = model.size_multiple();
    auto none = model.condition(
        at::zeros({1, model.config().conditioner.rescaler.in_channels, unit, unit}));
    if (told.concat.defined())
        none.concat =
            none.concat.narrow(2, 0, 1).narrow(3, 0, 1).expand_as(told.concat).contiguous();
    return none;
}

}  // namespace

LabelMap fit_map(const LabelMap& map, int picture_width, int picture_height, int width, int height)
{
    LabelMap out{width, height, {}};
    out.labels.resize(size_t(width) * size_t(height));
    for (int y = 0; y < height; ++y) {
        const auto row =
            std::int64_t(std::min(y, picture_height - 1)) * map.height / picture_height;
        for (int x = 0; x < width; ++x) {
            const auto column =
                std::int64_t(std::min(x, picture_width - 1)) * map.width / picture_width;
            out.labels[size_t(y) * size_t(width) + size_t(x)] =
                map.labels[size_t(row * map.width + column)];
        }
    }
    return out;
}

void SemanticTask::validate(const Recipe& recipe, const ModelInfo& info) const
{
    const auto* map = recipe.map.get();
    if (!map || map->labels.empty())
        throw Error(ErrorCode::BadArgument, "There is no map yet: paint one or open one.", "map");
    if (map->width < 1 || map->height < 1 ||
        map->labels.size() != size_t(map->width) * size_t(map->height))
        throw Error(ErrorCode::BadArgument,
                    "The map's size does not fit its labels; open or paint it again.", "map");
    const auto highest = *std::max_element(map->labels.begin(), map->labels.end());
    if (highest >= info.labels.size())
        throw Error(ErrorCode::BadArgument,
                    "The map holds label " + std::to_string(highest) + ", but the model '" +
                        info.id + "' knows " + std::to_string(info.labels.size()) +
                        " labels, 0 to " + std::to_string(info.labels.size() - 1) + ".",
                    "map");
}

Assignment paint_map(const LabelMap& map, const Recipe& recipe, LoadedModel& model)
{
    Assignment a;
    const int multiple = model.model->size_multiple();
    a.width = round_up(recipe.width, multiple);
    a.height = round_up(recipe.height, multiple);
    const auto fitted = fit_map(map, recipe.width, recipe.height, a.width, a.height);
    auto indices = at::empty({1, a.height, a.width}, at::kByte);
    std::memcpy(indices.mutable_data_ptr(), fitted.labels.data(), fitted.labels.size());
    a.condition = map_condition(*model.model, indices);
    if (recipe.guidance != 1.0)
        a.unconditional = no_map(*model.model, a.condition);
    return a;
}

Assignment SemanticTask::prepare(const Recipe& recipe, LoadedModel& model,
                                 const model::PatchWatch&) const
{
    return paint_map(*recipe.map, recipe, model);
}

}  // namespace ldm::task
