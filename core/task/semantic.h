// SPDX-License-Identifier: MIT
#pragma once

#include "task/task.h"

namespace ldm::task {

/// Semantic map to landscape (LDM paper, Sec. 4.3.2).
class SemanticTask final : public Task {
public:
    void validate(const Recipe& recipe, const ModelInfo& info) const override;
    Assignment prepare(const Recipe& recipe, LoadedModel& model,
                       const model::PatchWatch& watch) const override;
};

/// What a model of maps is told of `map`; kNoLabel (task/boxes_map.h) leaves it free.
Assignment paint_map(const LabelMap& map, const Recipe& recipe, LoadedModel& model);

/// A map scaled to a picture's size by nearest neighbour and continued to `width`×`height` by
/// repeating its last row and column.
LabelMap fit_map(const LabelMap& map, int picture_width, int picture_height, int width, int height);

}  // namespace ldm::task
