// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/canvas.h"
#include "data/world/scene.h"

#include <cstdint>
#include <vector>

namespace ldm::world {

/// Light to sRGB bytes, size × size × 3 from a canvas of size · rays: bloom, exposure, film curve.
std::vector<std::uint8_t> develop(const Canvas& canvas, int rays, const Scene& scene);

/// Each pixel's most frequent label of its rays; of equals the first.
std::vector<std::uint8_t> vote_labels(const Canvas& canvas, int rays);

}  // namespace ldm::world
