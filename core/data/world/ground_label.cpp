// SPDX-License-Identifier: MIT
#include "data/world/passes.h"

#include <cmath>

namespace ldm::world {

namespace {

bool rocky(const Terrain& t, float z, float height, float slope, float patch)
{
    const Scene& s = t.scene();
    if (s.kind == Kind::Desert)
        return slope > .24f && height > s.hills;
    const float limit = s.kind == Kind::Winter ? .26f : .20f;
    const bool shore = (s.water == Water::River || s.water == Water::Lake) && height < 2.2f;
    return slope > limit + .05f * patch + (shore ? .1f : 0.0f) - (z < 60.0f ? .03f : 0.0f);
}

bool snowy(const Scene& s, float height, float slope, float patch)
{
    if (s.kind == Kind::Desert || s.kind == Kind::Savanna || s.kind == Kind::Tropic ||
        s.kind == Kind::Coast || s.kind == Kind::Tuscany)
        return false;
    return height > s.snowline + 190.0f * patch + 600.0f * std::max(slope - .12f, 0.0f) &&
           slope < .40f + .1f * patch;
}

// What lies along the water, by height: sand by the sea, earth and shingle elsewhere.
bool shore_label(const Scene& s, float z, float height, float slope, float patch, LabelId& label)
{
    if (s.water == Water::None || z > 1500.0f || slope > .14f)
        return false;
    if (s.water == Water::Sea) {
        label = LabelId::Sand;
        return height < 1.0f + .6f * patch;
    }
    label = patch > .22f ? LabelId::Rock : patch > -.1f ? LabelId::Dirt : LabelId::Sand;
    if (s.kind == Kind::Winter)
        label = LabelId::Rock;
    return height < .34f + .5f * patch * (s.kind == Kind::Winter ? .4f : 1.0f);
}

LabelId meadow_label(const Terrain& t, float x, float z, float patch)
{
    const Scene& s = t.scene();
    if (s.flowers && z < 240.0f && t.bed(x, z) > .02f)
        return LabelId::Flowers;
    if (s.field && z > 35.0f && z < 420.0f && t.copse(z, x) > .16f + s.forest)
        return LabelId::Dirt;
    const float earth = s.kind == Kind::Savanna ? .20f : .30f;
    if (z < 260.0f && patch > earth)
        return LabelId::Dirt;
    if (s.kind == Kind::Alpine && z < 400.0f && patch < -.20f)
        return LabelId::Snow;  // what is left of the winter
    if (z < 90.0f && patch < -.62f + .12f * s.land.outcrops)
        return LabelId::Rock;
    return z > 320.0f ? LabelId::Hill : LabelId::Grass;
}

}  // namespace

LabelId ground_label(const Terrain& t, float x, float z, float height, float slope)
{
    const Scene& s = t.scene();
    const float patch = t.patch(x, z);
    if (z > 200.0f && snowy(s, height, slope, patch))
        return LabelId::Snow;
    if (z > 1100.0f && height > s.hills * 2.2f + 40.0f)
        return LabelId::Mountain;
    const bool path = s.path && z < 420.0f && height > .3f && slope < .25f &&
                      t.path(x, z) < 1.5f + .5f * patch + .8f * t.ragged(x, z);
    LabelId shore{};
    if (path)
        return LabelId::Road;
    if (shore_label(s, z, height, slope, patch, shore))
        return shore;
    if (rocky(t, z, height, slope, patch))
        return LabelId::Rock;
    switch (s.land.cover) {
    case Cover::Snow: return z < 200.0f && patch < -.58f ? LabelId::Rock : LabelId::Snow;
    case Cover::Sand: break;
    default: return meadow_label(t, x, z, patch);
    }
    if (s.kind == Kind::Tropic && height > 2.0f + patch * 1.5f && z > 22.0f)
        return meadow_label(t, x, z, patch);
    if (s.kind == Kind::Desert && patch > .26f && z < 500.0f)
        return LabelId::Dirt;
    return LabelId::Sand;
}

}  // namespace ldm::world
