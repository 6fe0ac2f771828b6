// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/observer.h"
#include "task/loaded_model.h"

#include <cstdint>

namespace ldm::task {

/// What is left of an image after the model's first stage: encoded, decoded, of the same size.
/// @param memory  bytes to stay below by working in tiles; 0 = any
/// @throws Error{BadArgument} for an empty image; Cancelled between tiles
Image round_trip(const Image& image, LoadedModel& model, Observer& observer, std::uintmax_t memory);

}  // namespace ldm::task
