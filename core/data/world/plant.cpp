// SPDX-License-Identifier: MIT
#include "data/world/passes.h"
#include "data/world/sprites.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ldm::world {

namespace {

struct Planted {
    Stamp stamp;
    float column, row, height, z;  ///< foot on the canvas, height in pixels, distance
};

bool is_water(LabelId label)
{
    return label == LabelId::Sea || label == LabelId::Lake || label == LabelId::River;
}

// Light of the hour on a thing that stands upright, and the haze before it.
Colour lit(const Scene& s, const Colour& colour, float z)
{
    const Colour ambient = (s.hour.zenith * .35f + Colour{.65f, .65f, .65f}) * s.hour.ambient;
    const Colour direct = s.hour.sun * ((1.0f - s.hour.ambient * .55f) * .75f);
    return haze(s, colour * (ambient + direct) * s.hour.exposure, z);
}

// Draws a stamp where nothing nearer stands. Coverage at edges blends.
void draw(Canvas& canvas, const Terrain& terrain, const Planted& p)
{
    const float width = p.height * p.stamp.aspect;
    const int x0 = std::max(0, int(p.column - width / 2)), y0 = std::max(0, int(p.row - p.height));
    const int x1 = std::min(canvas.size - 1, int(p.column + width / 2) + 1);
    const int y1 = std::min(canvas.size - 1, int(p.row) + 1);
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const float u = (float(x) + .5f - p.column) / width + .5f;
            const float v = (p.row - float(y) - .5f) / p.height;
            if (u < 0.0f || u > 1.0f || v < 0.0f || v > 1.0f)
                continue;
            const auto i = canvas.index(x, y);
            if (canvas.depth[i] < p.z - .8f)
                continue;
            const auto point = p.stamp.point(terrain.noise(), u, v);
            if (point.cover <= 0.0f)
                continue;
            canvas.colour[i] = mix(canvas.colour[i], lit(terrain.scene(), point.colour, p.z),
                                   std::min(point.cover, 1.0f));
            if (point.cover > .5f) {
                canvas.label[i] = p.stamp.label;
                canvas.depth[i] = std::min(canvas.depth[i], p.z);
            }
        }
}

// Darkens the ground under a thing.
void contact_shadow(Canvas& canvas, const Planted& p)
{
    const float reach = p.height * p.stamp.aspect * .6f, thick = std::max(1.5f, reach * .22f);
    for (int y = int(p.row - thick); y <= int(p.row + thick); ++y)
        for (int x = int(p.column - reach); x <= int(p.column + reach); ++x) {
            if (x < 0 || y < 0 || x >= canvas.size || y >= canvas.size)
                continue;
            const auto i = canvas.index(x, y);
            const float dx = (float(x) - p.column) / reach, dy = (float(y) - p.row) / thick;
            const float dark = std::max(0.0f, 1.0f - dx * dx - dy * dy);
            if (std::isfinite(canvas.depth[i]) &&
                std::abs(canvas.depth[i] - p.z) < p.z * .2f + 2.0f)
                canvas.colour[i] = canvas.colour[i] * (1.0f - .35f * dark);
        }
}

StampKind tree_kind(const Scene& s, Random& random)
{
    switch (s.kind) {
    case Kind::Alpine:
    case Kind::Winter: return chance(random, .85f) ? StampKind::Conifer : StampKind::Broadleaf;
    case Kind::Tropic: return chance(random, .75f) ? StampKind::Palm : StampKind::Broadleaf;
    case Kind::Tuscany: return chance(random, .6f) ? StampKind::Cypress : StampKind::Broadleaf;
    case Kind::Desert: return chance(random, .5f) ? StampKind::Palm : StampKind::Broadleaf;
    default: return chance(random, .25f) ? StampKind::Conifer : StampKind::Broadleaf;
    }
}

float metres(StampKind kind)
{
    switch (kind) {
    case StampKind::Bush: return 1.3f;
    case StampKind::Rock: return 1.5f;
    case StampKind::House: return 6.5f;
    case StampKind::Boat: return 5.5f;
    default: return 7.5f;
    }
}

// Finds a visible spot for a thing on the right kind of ground and puts it there.
bool place(const Canvas& canvas, const Camera& camera, Planted& p, bool on_water, Random& random)
{
    for (int attempt = 0; attempt < 12; ++attempt) {
        const int x = int(random() % unsigned(canvas.size));
        const int low = std::min(canvas.size - 1, int(camera.horizon) + canvas.size / 40);
        const int y = low + int(random() % unsigned(canvas.size - low));
        const auto i = canvas.index(x, y);
        const float z = canvas.depth[i];
        const auto label = canvas.label[i];
        const bool fits = on_water ? is_water(label)
                                   : label == LabelId::Grass || label == LabelId::Sand ||
                                         label == LabelId::Flowers || label == LabelId::Dirt ||
                                         label == LabelId::Snow;
        if (!std::isfinite(z) || z < 9.0f || z > 150.0f || !fits)
            continue;
        p.column = float(x);
        p.row = float(y);
        p.z = z;
        p.height = metres(p.stamp.kind) * uniform(random, .75f, 1.3f) * camera.focal / z;
        return p.height > float(canvas.size) * .02f && p.height < float(canvas.size) * .45f;
    }
    return false;
}

}  // namespace

void plant_land(Canvas& canvas, const Camera& camera, const Terrain& terrain, Random& random)
{
    const Scene& s = terrain.scene();
    std::vector<Planted> things;
    const auto add = [&](StampKind kind) {
        Planted p{make_stamp(kind, s, random), 0, 0, 0, 0};
        if (place(canvas, camera, p, false, random))
            things.push_back(p);
    };
    const int trees =
        int(uniform(random, 0.0f, 9.0f) * std::clamp(s.land.forest + 1.2f, .15f, 1.3f));
    for (int i = 0; i < trees; ++i)
        add(tree_kind(s, random));
    const int bushes =
        int(uniform(random, 0.0f, 7.0f) * std::clamp(s.land.bushes + .6f, 0.0f, 1.2f));
    for (int i = 0; i < bushes; ++i)
        add(StampKind::Bush);
    const int rocks = int(uniform(random, -2.0f, 6.0f));
    for (int i = 0; i < rocks; ++i)
        add(StampKind::Rock);
    const bool lived_in = s.kind == Kind::Tuscany || s.kind == Kind::Meadow || s.road_width > 0.0f;
    if (chance(random, lived_in ? .6f : .16f))
        for (int i = int(random() % 3); i >= 0; --i)
            add(StampKind::House);
    std::stable_sort(things.begin(), things.end(),
                     [](const Planted& a, const Planted& b) { return a.z > b.z; });
    for (const auto& p : things) {
        contact_shadow(canvas, p);
        draw(canvas, terrain, p);
    }
}

void place_objects(Canvas& canvas, const Camera& camera, const Terrain& terrain, Random& random)
{
    const Scene& s = terrain.scene();
    if (chance(random, .4f))
        for (int i = int(random() % 3); i >= 0; --i) {
            Planted p{make_stamp(StampKind::Boat, s, random), 0, 0, 0, 0};
            if (place(canvas, camera, p, true, random))
                draw(canvas, terrain, p);
        }
    if (s.light != Light::Night && chance(random, .14f))
        for (int i = int(random() % 2); i >= 0; --i) {
            Planted p{make_stamp(StampKind::Balloon, s, random), 0, 0, 0, 0};
            p.z = uniform(random, 60.0f, 160.0f);
            p.height = 14.0f * camera.focal / p.z;
            p.column = uniform(random, .08f, .92f) * float(canvas.size);
            p.row = std::max(p.height * 1.05f, camera.horizon * uniform(random, .45f, .85f));
            draw(canvas, terrain, p);
        }
}

}  // namespace ldm::world
