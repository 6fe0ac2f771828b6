// SPDX-License-Identifier: MIT
#include "data/world/draw.h"
#include "data/world/species.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

namespace {

struct Place {
    float x, z, column, row;
};

// Projects a place on the ground; false if it lies outside the picture or something hides it.
bool show(const Stage& stage, Place& p)
{
    const Canvas& c = stage.canvas;
    const float height = stage.terrain.height(p.x, p.z);
    p.column = stage.camera.column(p.x, p.z);
    p.row = stage.camera.row(std::max(height, 0.0f), p.z);
    const float margin = float(c.size) * .04f;
    if (!(p.column > margin && p.column < float(c.size) - margin && p.row > 0.0f &&
          p.row < float(c.size) - 1.0f))
        return false;
    const float seen = c.depth[c.index(int(p.column), int(p.row))];
    return std::abs(seen - p.z) < p.z * .12f + 1.0f;
}

bool is_meadow(LabelId label)
{
    return label == LabelId::Grass || label == LabelId::Hill || label == LabelId::Sand ||
           label == LabelId::Snow || label == LabelId::Flowers || label == LabelId::Dirt ||
           label == LabelId::Road;
}

// May this species stand there?
bool suits(const Stage& stage, const Species& species, const Place& p)
{
    const Canvas& c = stage.canvas;
    const auto i = c.index(int(p.column), int(p.row));
    switch (species.habitat) {
    case Habitat::Water: return is_water(c.label[i]) && c.height[i] < -1.0f;
    case Habitat::Shore:
        return (c.height[i] < 1.2f && c.height[i] > -.35f) &&
               (is_water(c.label[i]) || is_meadow(c.label[i]));
    case Habitat::Village: {
        if (!is_meadow(c.label[i]) || c.label[i] == LabelId::Road || c.slope[i] > .06f)
            return false;
        // Level for a house's length on every side: no cliff tops, no river banks.
        const float here = c.height[i];
        for (const auto& [dx, dz] : {std::pair{-16.0f, 0.0f},
                                     {16.0f, 0.0f},
                                     {0.0f, -16.0f},
                                     {0.0f, 16.0f},
                                     {-8.0f, -8.0f},
                                     {8.0f, -8.0f}}) {
            const float there = stage.terrain.height(p.x + dx, p.z + dz);
            if (there < .4f || std::abs(there - here) > 3.2f)
                return false;
        }
        return here > .7f;
    }
    default: break;
    }
    return is_meadow(c.label[i]) && c.slope[i] < .18f && c.height[i] > .15f;
}

// A visible place for the first of a group, from `near` to `far` metres ahead.
bool find_place(Stage& stage, const Species& species, float near, float far, Place& p)
{
    for (int k = 0; k < 60; ++k) {
        p.z = near * std::pow(far / near, uniform(stage.random, 0.0f, 1.0f));
        p.x =
            p.z * stage.camera.slant(uniform(stage.random, .08f, .92f) * stage.camera.half * 2.0f);
        if (show(stage, p) && suits(stage, species, p))
            return true;
    }
    return false;
}

// How bright a thing is in the sun, whatever its photograph was.
Colour thing_tint(const Species& species, const Cutout& cutout)
{
    const float tone = species.habitat == Habitat::Village ? .30f : .20f;
    return Colour{1, 1, 1} * std::min(1.1f, tone / cutout.mean());
}

void put(Stage& stage, int index, const Place& p, float scale)
{
    const Species& species = ldm::world::species()[size_t(index)];
    const auto& list = stage.materials.things[size_t(index)];
    const Cutout& cutout = list[size_t(pick(stage.random, int(list.size())))];
    Standing t{&cutout, p.column,         p.row, stage.camera.focal * species.metres * scale / p.z,
               p.z,     label_of(species)};
    t.tint = thing_tint(species, cutout);
    t.flipped = chance(stage.random, .5f);
    t.boxed = true;
    t.species = index;
    t.sink = species.habitat == Habitat::Water ? .03f : .015f;
    if (t.pixels < float(stage.canvas.size) * .018f || t.pixels > float(stage.canvas.size) * .5f)
        return;
    if (species.habitat == Habitat::Water)
        draw_reflection(stage, t);
    else if (species.habitat != Habitat::Sky)
        cast_shadow(stage, t, .6f);
    draw(stage, t);
}

void put_group(Stage& stage, int index, const Place& first, int count, float spread)
{
    const Species& species = ldm::world::species()[size_t(index)];
    std::vector<Place> places{first};
    for (int k = 0; k < 8 * count && int(places.size()) < count; ++k) {
        Place p{first.x + uniform(stage.random, -spread, spread),
                first.z + uniform(stage.random, -.6f, 1.0f) * spread, 0, 0};
        if (p.z < 5.0f || !show(stage, p) || !suits(stage, species, p))
            continue;
        const bool clear = std::all_of(places.begin(), places.end(), [&](const Place& q) {
            return std::abs(q.column - p.column) >
                   stage.camera.focal * species.metres * .9f / std::max(p.z, q.z);
        });
        if (clear)
            places.push_back(p);
    }
    std::sort(places.begin(), places.end(),
              [](const Place& a, const Place& b) { return a.z > b.z; });
    for (const auto& p : places)
        put(stage, index, p, uniform(stage.random, .88f, 1.12f));
}

// The species of a habitat that live here and that there is a picture of.
std::vector<int> residents(const Stage& stage, std::initializer_list<Habitat> habitats)
{
    std::vector<int> list;
    const auto all = species();
    for (size_t i = 0; i < all.size(); ++i)
        if (lives_in(all[i], stage.scene.kind) && !stage.materials.things[i].empty() &&
            std::find(habitats.begin(), habitats.end(), all[i].habitat) != habitats.end())
            list.push_back(int(i));
    return list;
}

void put_in_sky(Stage& stage, int index)
{
    const Species& species = ldm::world::species()[size_t(index)];
    const float size = float(stage.canvas.size);
    const bool balloon = species.metres > 10.0f;
    for (int k = 1 + pick(stage.random, species.group); k > 0; --k) {
        const float pixels = size * (balloon ? uniform(stage.random, .05f, .18f)
                                             : uniform(stage.random, .03f, .07f));
        Place p{0, stage.camera.focal * species.metres / pixels,
                uniform(stage.random, .08f, .92f) * size,
                pixels + uniform(stage.random, .05f, .75f) * stage.camera.horizon};
        if (p.row < size &&
            is_sky(stage.canvas.label[stage.canvas.index(int(p.column), int(p.row))]))
            put(stage, index, p, 1.0f);
    }
}

}  // namespace

void settle(Stage& stage)
{
    const auto houses = residents(stage, {Habitat::Village});
    if (!stage.scene.houses || houses.empty())
        return;
    const int index = houses[size_t(pick(stage.random, int(houses.size())))];
    const Species& species = ldm::world::species()[size_t(index)];
    Place first{};
    // Near enough to be a house rather than a dot, if there is room.
    if (find_place(stage, species, 42.0f, 150.0f, first) ||
        find_place(stage, species, 120.0f, 420.0f, first))
        put_group(stage, index, first, 1 + pick(stage.random, species.group), 34.0f);
}

void populate(Stage& stage)
{
    const Scene& s = stage.scene;
    const auto animals = residents(stage, {Habitat::Land, Habitat::Shore});
    if (!animals.empty() && chance(stage.random, .8f))
        for (int k = 1 + pick(stage.random, 2); k > 0; --k) {
            const int index = animals[size_t(pick(stage.random, int(animals.size())))];
            const Species& species = ldm::world::species()[size_t(index)];
            const float near = std::max(6.0f, species.metres * 4.0f);
            Place first{};
            if (find_place(stage, species, near, near * 5.5f, first))
                put_group(stage, index, first, 1 + pick(stage.random, species.group), 9.0f);
        }
    const auto boats = residents(stage, {Habitat::Water});
    if ((s.water == Water::Sea || s.water == Water::Lake) && !boats.empty() &&
        chance(stage.random, .65f)) {
        const int index = boats[size_t(pick(stage.random, int(boats.size())))];
        const Species& species = ldm::world::species()[size_t(index)];
        Place first{};
        if (find_place(stage, species, 38.0f, 320.0f, first))
            put_group(stage, index, first, 1 + pick(stage.random, species.group), 60.0f);
    }
    const auto fliers = residents(stage, {Habitat::Sky});
    if (!fliers.empty() && s.light != Light::Night && chance(stage.random, .28f))
        put_in_sky(stage, fliers[size_t(pick(stage.random, int(fliers.size())))]);
}

}  // namespace ldm::world
