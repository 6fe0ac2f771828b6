// SPDX-License-Identifier: MIT
#include "data/world/terrain.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

// Distance to the river's middle in units of the noise, 0 in the middle.
float Terrain::channel(float x, float y) const
{
    return std::abs(layer(n_.smooth, 4, .22f, x, y));
}

float Terrain::height(float x, float y) const
{
    const float base = layer(n_.smooth, 0, .36f, x, y);
    const float ridge =
        std::clamp(1.0f - std::abs(layer(n_.ridge, 2, .42f, x, y)) * 1.3f, -.5f, 1.0f);
    float h = base * .55f + ridge * .6f * std::clamp(base + .4f, 0.0f, 1.5f);
    h = (h * 50.0f + layer(n_.mid, 6, .6f, x, y) * .8f) * s_.land.amplitude;
    if (s_.river_width > 0.0f) {
        const float d = channel(x, y);
        const float bank = smoothstep(s_.river_width * .7f, s_.river_width * 5.0f, d);
        h = mix(s_.sea - 1.4f, std::max(h, s_.sea + .8f), bank);
    }
    return h;
}

bool Terrain::wooded(float x, float y, float height) const
{
    if (height > s_.land.snowline + 8.0f && s_.kind != Kind::Winter)
        return false;
    if (height < s_.sea + s_.sand_reach + .5f)
        return false;
    return layer(n_.mid, 8, .2f, x, y) + .25f * layer(n_.mid, 9, 1.1f, x, y) >
           1.15f - s_.land.forest;
}

bool Terrain::bushy(float x, float y, float height) const
{
    return height > s_.sea + s_.sand_reach + .2f && height < s_.land.snowline - 2.0f &&
           layer(n_.mid, 10, .55f, x, y) > 1.75f - s_.land.bushes * .7f;
}

float Terrain::canopy(float x, float y, float height) const
{
    if (wooded(x, y, height))
        return std::max(1.0f, 3.4f + 1.3f * layer(n_.crown, 11, .8f, x, y));
    if (bushy(x, y, height))
        return std::max(.3f, .8f + .35f * layer(n_.crown, 11, 1.6f, x, y));
    return 0.0f;
}

float Terrain::surface(float x, float y) const
{
    const float h = height(x, y);
    return h < s_.sea ? s_.sea : h + canopy(x, y, h);
}

LabelId Terrain::water_label(float x, float y) const
{
    if (s_.river_width > 0.0f && channel(x, y) < s_.river_width * 1.6f)
        return LabelId::River;
    return s_.kind == Kind::Coast || s_.kind == Kind::Tropic ? LabelId::Sea : LabelId::Lake;
}

LabelId Terrain::dry_label(float x, float y, float height, float slope) const
{
    if (height < s_.sea + s_.sand_reach && slope < .8f)
        return s_.sand_reach > 1.9f ? LabelId::Sand : LabelId::Dirt;
    const float patch = layer(n_.mid, 12, .3f, x, y);
    if (height + 5.0f * patch > s_.land.snowline && slope < 1.1f)
        return wooded(x, y, height) ? LabelId::Tree : LabelId::Snow;
    if (slope > 1.25f * s_.land.rock_slope + .1f * patch)
        return LabelId::Rock;
    if (s_.road_width > 0.0f && std::abs(layer(n_.smooth, 13, .5f, x, y)) < s_.road_width)
        return LabelId::Road;
    if (wooded(x, y, height))
        return LabelId::Tree;
    if (bushy(x, y, height))
        return LabelId::Bush;
    if (s_.kind == Kind::Desert)
        return patch > .6f - s_.dirt ? LabelId::Dirt : LabelId::Sand;
    if (patch > 1.5f - s_.dirt)
        return LabelId::Dirt;
    if (layer(n_.mid, 14, .35f, x, y) > 1.5f - s_.land.flowers)
        return LabelId::Flowers;
    return LabelId::Grass;
}

GroundPoint Terrain::ground(float x, float y) const
{
    constexpr float kStep = .8f;
    GroundPoint p{};
    p.height = height(x, y);
    p.slope_x = (height(x + kStep, y) - p.height) / kStep;
    p.slope_y = (height(x, y + kStep) - p.height) / kStep;
    if (p.height < s_.sea)
        p.label = water_label(x, y);
    else
        p.label = dry_label(x, y, p.height, std::hypot(p.slope_x, p.slope_y));
    if (p.label == LabelId::Tree || p.label == LabelId::Bush) {
        const float scale = p.label == LabelId::Tree ? .8f : 1.6f;
        const float lift = p.label == LabelId::Tree ? 1.3f : .35f;
        const float here = layer(n_.crown, 11, scale, x, y);
        p.slope_x += lift * (layer(n_.crown, 11, scale, x + kStep, y) - here) / kStep;
        p.slope_y += lift * (layer(n_.crown, 11, scale, x, y + kStep) - here) / kStep;
    }
    return p;
}

}  // namespace ldm::world
