// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"
#include "ldm/recipe.h"

#include <cstdint>
#include <vector>

namespace ldm::task {

/// In a map: nothing is said of this place.
constexpr std::uint8_t kNoLabel = 255;

/// Boxes as the rough label map they stand for, so that a model of maps can paint them: the larger
/// first, the smaller over them. A box from one side of the picture to the other is a band, any
/// other an uneven round shape. What no box covers is kNoLabel.
/// @param boxes  labels below kNoLabel
LabelMap boxes_to_map(const std::vector<LabelledBox>& boxes, int width, int height);

}  // namespace ldm::task
