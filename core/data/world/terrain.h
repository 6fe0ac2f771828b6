// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/noise.h"
#include "data/world/scene.h"

namespace ldm::world {

/// The land before the camera: x metres to the right, z metres ahead, heights over still water.
class Terrain {
public:
    explicit Terrain(const Scene& scene);

    /// Height of the land, or of the bed where it is below 0. Detail fades with distance.
    float height(float x, float z) const;

    /// Patches of ground, about [-1,1].
    float patch(float x, float z) const { return patch_.at(x, z, z * .012f); }
    /// Where trees stand close: above 0 in woods.
    float copse(float x, float z) const { return copse_.at(x, z, z * .012f) + s_.forest; }
    /// Beds of flowers, about [-1,1].
    float bed(float x, float z) const { return bed_.at(x, z); }
    /// Unevenness of edges, about [-1,1].
    float ragged(float x, float z) const { return rag_.at(x, z, z * .012f); }
    /// Metres from the middle of the path.
    float path(float x, float z) const;
    /// Share of full sun under drifting clouds, 0 … 1.
    float sunlit(float x, float z) const { return cloud_shadow_.at(x, z); }

    const Scene& scene() const { return s_; }

private:
    float dunes(float x, float z) const;
    float mountains(float x, float z, float height) const;
    float lake(float x, float z, float edge, float height) const;
    float sea(float x, float z, float edge, float height) const;
    float river(float x, float z, float edge, float height) const;

    const Scene& s_;
    Waves swell_, hills_, edge_, bank_, ridge_, patch_, copse_, bed_, cloud_shadow_, islands_;
    Wave broad_, bend_, warp_, ramp_, dune_warp_, course_, course_path_, width_;
    Waves dune_, rag_;
};

}  // namespace ldm::world
