// SPDX-License-Identifier: MIT
#pragma once

#include "task/task.h"

namespace ldm::task {

/// Fills a hole (LDM paper, Sec. 4.5). Small holes in large pictures are worked on in a window
/// around them; pixels further from the hole than the feather stay exactly as they were.
class InpaintTask final : public Task {
public:
    void validate(const Recipe& recipe, const ModelInfo& info) const override;
    Assignment prepare(const Recipe& recipe, LoadedModel& model,
                       const model::PatchWatch& watch) const override;
};

/// A part of a picture, in pixels.
struct Window {
    int left = 0, top = 0, width = 0, height = 0;
    bool operator==(const Window&) const = default;
};

/// The part to work on: the hole with as much around it again, at least `native` a side, all of a
/// picture up to twice `native`.
Window window_around_hole(const Image& mask, int native);

/// How much of the new picture each pixel takes, 0 to 1 [h,w] fp32: 1 in the hole, falling to 0
/// over `feather` pixels outside it.
at::Tensor feathered(const Image& mask, int feather);

/// (1 - weights)·old + weights·new on [1,3,h,w]; the published scripts' composite with a mask of 0
/// and 1.
at::Tensor composite(const at::Tensor& old_picture, const at::Tensor& new_picture,
                     const at::Tensor& weights);

}  // namespace ldm::task
