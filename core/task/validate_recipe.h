// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/model_info.h"
#include "ldm/recipe.h"

namespace ldm::task {

/// Checks what does not depend on the task: sizes, numbers, noise and origin.
/// @throws Error{BadArgument} naming the field that does not fit
void validate_common(const Recipe& recipe, const ModelInfo& info);

}  // namespace ldm::task
