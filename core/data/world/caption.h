// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/map_ops.h"
#include "data/world/scene.h"

#include <string>

namespace ldm::world {

/// A sentence about a picture, from what is in it; the phrasing is random.
std::string make_caption(const Scene& scene, const Labels& labels, Random& random);

}  // namespace ldm::world
