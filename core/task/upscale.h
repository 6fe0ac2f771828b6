// SPDX-License-Identifier: MIT
#pragma once

#include "task/task.h"

namespace ldm::task {

/// A small picture four times larger (LDM paper, Sec. 4.4). Latents of more than 128 cells a side
/// are worked on in overlapping patches, as published. ×2 is ×4 made smaller; ×8 is two passes
/// (`generate`). The alpha channel is enlarged beside.
class UpscaleTask final : public Task {
public:
    void validate(const Recipe& recipe, const ModelInfo& info) const override;
    Assignment prepare(const Recipe& recipe, LoadedModel& model,
                       const model::PatchWatch& watch) const override;
};

}  // namespace ldm::task
