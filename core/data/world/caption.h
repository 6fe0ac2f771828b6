// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/scene.h"
#include "data/world/world.h"

#include <string>

namespace ldm::world {

/// A sentence about a picture, from what is in it; phrasing, order and synonyms are random, and
/// not everything is named.
std::string make_caption(const Scene& scene, const WorldPicture& picture, Random& random);

}  // namespace ldm::world
