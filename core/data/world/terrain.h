// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/labels.h"
#include "data/world/noise.h"
#include "data/world/scene.h"

namespace ldm::world {

/// What lies at a place of the land.
struct GroundPoint {
    float height;  ///< of land or, where there is water, of its bed
    float slope_x, slope_y;
    LabelId label;
};

/// The height field of one scene and what grows on it. Units are metres, more or less.
class Terrain {
public:
    explicit Terrain(const Scene& scene) : s_(scene), n_(NoiseTables::get()) {}

    float height(float x, float y) const;

    /// Height of woods and bushes above the land, 0 where none grow.
    float canopy(float x, float y, float height) const;

    /// Land or water surface with what grows on it.
    float surface(float x, float y) const;

    GroundPoint ground(float x, float y) const;

    /// Value of one of the shared noise layers at a place.
    float layer(const NoiseTable& table, int offset, float scale, float x, float y) const
    {
        return table.at(x * scale + s_.offset[offset], y * scale + s_.offset[offset + 1]);
    }

    const Scene& scene() const { return s_; }
    const NoiseTables& noise() const { return n_; }

private:
    float channel(float x, float y) const;
    bool wooded(float x, float y, float height) const;
    bool bushy(float x, float y, float height) const;
    LabelId water_label(float x, float y) const;
    LabelId dry_label(float x, float y, float height, float slope) const;

    const Scene& s_;
    const NoiseTables& n_;
};

}  // namespace ldm::world
