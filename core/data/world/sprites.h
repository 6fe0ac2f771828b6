// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/canvas.h"
#include "data/world/noise.h"
#include "data/world/scene.h"

namespace ldm::world {

/// What a stamp shows at one of its points: nothing if `cover` is 0.
struct StampPoint {
    float cover = 0.0f;
    Colour colour;
};

/// Which drawing a stamp is.
enum class StampKind { Broadleaf, Conifer, Cypress, Palm, Bush, Rock, House, Boat, Balloon };

/// A drawn thing. Photographic cut-outs join here later: another way to answer `point`.
struct Stamp {
    StampKind kind;
    LabelId label;
    float aspect;  ///< width / height
    float grain;   ///< where its noise begins
    Colour main, other;
    float light_side;  ///< -1 lit from the left … 1 from the right

    /// @param u 0 … 1 from left to right  @param v 0 … 1 from foot to top
    StampPoint point(const NoiseTables& noise, float u, float v) const;
};

Stamp make_stamp(StampKind kind, const Scene& scene, Random& random);

}  // namespace ldm::world
