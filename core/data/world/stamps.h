// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/materials.h"

namespace ldm::world {

/// Which drawing a stamp is.
enum class StampKind {
    Broadleaf,
    Conifer,
    Cypress,
    Palm,
    Umbrella,
    Cactus,
    Bush,
    Blades,
    Boulder,
    Cottage,
    Hut,
    MudHouse,
    Boat,
    Balloon,
    Bird,
    Grazer
};

/// A thing drawn by code, where no photograph of it is at hand.
Cutout draw_stamp(StampKind kind, std::uint64_t seed);

}  // namespace ldm::world
