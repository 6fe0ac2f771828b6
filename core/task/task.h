// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/observer.h"
#include "ldm/picture.h"
#include "task/loaded_model.h"

#include <memory>

namespace ldm::task {

/// One way of making a picture: checks a recipe against a model and says what the network is told.
/// Everything else is the same for all (`generate`).
class Task {
public:
    virtual ~Task() = default;

    /// @throws Error{BadArgument} naming the field of the recipe that does not fit
    virtual void validate(const Recipe& recipe, const ModelInfo& info) const = 0;

    /// @param width, height  of the picture as it is computed, in pixels
    virtual diffusion::Condition condition(const Recipe& recipe, LoadedModel& model, int width,
                                           int height) const = 0;
};

std::unique_ptr<Task> make_task(TaskKind kind);

/// Recipe to picture: noise, condition, sampling with previews, decoding, cropping. A size that is
/// no multiple of the model's is computed larger and cropped.
/// @throws Error{BadArgument}; Cancelled within one step of the observer's Cancel
Picture generate(const Recipe& recipe, LoadedModel& model, Observer& observer);

}  // namespace ldm::task
