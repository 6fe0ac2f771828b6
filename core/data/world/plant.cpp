// SPDX-License-Identifier: MIT
#include "data/world/draw.h"
#include "data/world/species.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

namespace {

enum class Job { Tree, Bush, Stone, Tuft };

struct Site {
    Job job;
    float column, row, z, x;
};

float metres_of(Plant plant)
{
    switch (plant) {
    case Plant::Conifer: return 17.0f;
    case Plant::Broadleaf:
    case Plant::Pine: return 13.0f;
    case Plant::Cypress: return 12.0f;
    case Plant::Palm:
    case Plant::Bare: return 11.0f;
    case Plant::Acacia: return 8.5f;
    case Plant::Jungle: return 7.5f;
    case Plant::Desert: return 5.0f;
    default: return 1.5f;
    }
}

// First and second tree of each world.
std::pair<Plant, Plant> trees_of(Kind kind)
{
    switch (kind) {
    case Kind::Alpine: return {Plant::Conifer, Plant::Conifer};
    case Kind::Autumn: return {Plant::Broadleaf, Plant::Conifer};
    case Kind::Coast: return {Plant::Broadleaf, Plant::Pine};
    case Kind::Desert: return {Plant::Desert, Plant::Palm};
    case Kind::Meadow: return {Plant::Broadleaf, Plant::Conifer};
    case Kind::River: return {Plant::Conifer, Plant::Broadleaf};
    case Kind::Savanna: return {Plant::Acacia, Plant::Acacia};
    case Kind::Tropic: return {Plant::Palm, Plant::Jungle};
    case Kind::Tuscany: return {Plant::Cypress, Plant::Broadleaf};
    case Kind::Winter: break;
    }
    return {Plant::Conifer, Plant::Bare};
}

// How bright a tree is in the sun, whatever its photograph was.
float tone_of(Plant plant)
{
    switch (plant) {
    case Plant::Conifer: return .040f;

    case Plant::Cypress: return .045f;
    case Plant::Bare: return .05f;
    default: return .062f;
    }
}

class Planter {
public:
    Planter(Stage& stage, bool behind) : stage_(stage), s_(stage.scene), behind_(behind) {}

    void run()
    {
        mark_water();
        trees();
        bushes();
        stones();
        if (!behind_)
            tufts();
        if (!behind_ && s_.kind != Kind::Desert && chance(stage_.random, .5f))
            framing_tree();
        std::stable_sort(sites_.begin(), sites_.end(),
                         [](const Site& a, const Site& b) { return a.z > b.z; });
        for (const auto& site : sites_)
            put(site);
    }

private:
    // Row of the lowest water in every column: what stands above it is mirrored.
    void mark_water()
    {
        const Canvas& c = stage_.canvas;
        lowest_.assign(size_t(c.size), -1);
        for (int y = 0; y < c.size; ++y)
            for (int x = 0; x < c.size; ++x)
                if (is_water(c.label[c.index(x, y)]))
                    lowest_[size_t(x)] = y;
    }

    // A random pixel of dry land on this side of the water, not too steep.
    bool draw_site(Site& site, float near, float far, float steepest)
    {
        const Canvas& c = stage_.canvas;
        const int x = pick(stage_.random, c.size),
                  first = std::max(0, int(stage_.camera.horizon) - c.size / 5);
        const int y = first + pick(stage_.random, c.size - first);
        const auto i = c.index(x, y);
        const float z = c.depth[i];
        if (!c.is_land(i) || z < near || z > far || c.slope[i] > steepest || c.height[i] < .6f)
            return false;
        if (behind_ != (lowest_[size_t(x)] > y))
            return false;
        if (is_water(c.label[i]) || c.label[i] == LabelId::Road || c.label[i] == LabelId::Rock)
            return false;
        site.column = float(x) + .5f;
        site.row = float(y) + .5f;
        site.z = z;
        site.x = stage_.camera.slant(site.column) * z;
        return true;
    }

    void trees()
    {
        const bool sparse = s_.kind == Kind::Savanna || s_.kind == Kind::Tuscany ||
                            s_.kind == Kind::Desert || s_.kind == Kind::Tropic;
        const float treeline =
            s_.kind == Kind::Winter ? 500.0f : std::max(s_.snowline, 250.0f) * .8f;
        const float scale = 512.0f / float(stage_.canvas.size);
        for (int k = 0; k < 6500; ++k) {
            Site site{Job::Tree, 0, 0, 0, 0};
            if (!draw_site(site, s_.kind == Kind::Tropic ? 18.0f : 24.0f, 4200.0f, .30f))
                continue;
            const auto i = stage_.canvas.index(int(site.column), int(site.row));
            const float edge = site.z < 110.0f ? .22f : .10f;
            if (stage_.canvas.height[i] > treeline ||
                stage_.terrain.copse(site.x, site.z) < (s_.kind == Kind::Tropic ? 0.0f : edge))
                continue;
            // The smaller a tree is there, the more of them stand on as many pixels.
            const float size = stage_.camera.focal * 13.0f / site.z * scale;
            if (chance(stage_.random, (sparse ? 26.0f : 110.0f) / (size * size * .30f + 1.0f)))
                sites_.push_back(site);
        }
    }

    void bushes()
    {
        const int count = int(s_.land.bushes * uniform(stage_.random, 120.0f, 600.0f));
        for (int k = 0; k < count; ++k) {
            Site site{Job::Bush, 0, 0, 0, 0};
            if (!draw_site(site, 7.0f, 420.0f, .25f))
                continue;
            const float copse = stage_.terrain.copse(site.x, site.z);
            const bool margin = std::abs(copse - .05f) < .16f;
            const float near = std::min(1.0f, std::pow(site.z / 38.0f, 1.5f));
            if (chance(stage_.random, (margin ? .5f : .04f) * near + .004f))
                sites_.push_back(site);
        }
    }

    void stones()
    {
        const int count = int(s_.land.stones * uniform(stage_.random, 20.0f, 160.0f));
        for (int k = 0; k < count; ++k) {
            Site site{Job::Stone, 0, 0, 0, 0};
            if (draw_site(site, 5.0f, 160.0f, .3f) && stage_.terrain.patch(site.x, site.z) < .1f &&
                chance(stage_.random, .5f))
                sites_.push_back(site);
        }
    }

    void tufts()
    {
        const bool dry = s_.land.cover == Cover::Sand || s_.land.cover == Cover::Snow;
        if (s_.land.cover == Cover::Snow)
            return;
        const int count = dry ? 60 + pick(stage_.random, 160) : 250 + pick(stage_.random, 750);
        for (int k = 0; k < count; ++k) {
            Site site{Job::Tuft, 0, 0, 0, 0};
            if (!draw_site(site, 3.0f, 42.0f, .3f))
                continue;
            const auto label =
                stage_.canvas.label[stage_.canvas.index(int(site.column), int(site.row))];
            const bool grown = label == LabelId::Grass || label == LabelId::Flowers;
            if (grown || (label == LabelId::Sand && stage_.terrain.patch(site.x, site.z) > .05f))
                sites_.push_back(site);
        }
    }

    void framing_tree()
    {
        const float size = float(stage_.canvas.size);
        for (int k = 0; k < 60; ++k) {
            Site site{Job::Tree, 0, 0, 0, 0};
            const bool left = chance(stage_.random, .5f);
            if (!draw_site(site, 15.0f, 60.0f, .25f))
                continue;
            if ((left && site.column < size * .18f) || (!left && site.column > size * .82f)) {
                sites_.push_back(site);
                return;
            }
        }
    }

    Colour tree_tint(Plant plant, const Cutout& cutout, Random& r) const
    {
        Colour tint = Colour{1, 1, 1} * (uniform(r, 1.25f, 2.0f) *
                                         std::clamp(tone_of(plant) / cutout.mean(), .3f, 2.6f));
        if (s_.kind == Kind::Autumn && plant == Plant::Broadleaf && chance(r, .85f)) {
            static const Colour leaves[5] = {linear(.62f, .40f, .12f), linear(.66f, .28f, .12f),
                                             linear(.60f, .48f, .16f), linear(.50f, .42f, .16f),
                                             linear(.58f, .20f, .14f)};
            tint = leaves[pick(r, 5)] *
                   (.182f / std::max(cutout.mean(), .02f) * uniform(r, .9f, 1.5f));
        }
        if (s_.kind == Kind::Winter && plant != Plant::Bare)
            tint = tint * Colour{1.5f, 1.6f, 1.75f};
        const float yellow = uniform(r, -.08f, .08f);
        return tint * Colour{1.0f + yellow, 1.0f, 1.0f - yellow};
    }

    void put_tree(const Site& site)
    {
        Random& r = stage_.random;
        const auto [first, second] = trees_of(s_.kind);
        const Plant plant = chance(r, .75f) ? first : second;
        const auto& list = stage_.materials.plants[size_t(plant)];
        const Cutout& cutout = list[size_t(pick(r, int(list.size())))];
        float metres = metres_of(plant) * uniform(r, .65f, 1.25f);
        if (plant != Plant::Palm)  // young ones near, so that they do not fill the picture
            metres *= .55f + .45f * std::min(1.0f, site.z / 90.0f);
        Standing t{&cutout, site.column,  site.row, stage_.camera.focal * metres / site.z,
                   site.z,  LabelId::Tree};
        t.tint = tree_tint(plant, cutout, r);
        t.tone = s_.kind == Kind::Winter ? Colour{.9f, 1.03f, 1.1f} : Colour{.85f, 1.12f, .5f};
        t.mute = s_.kind == Kind::Winter                           ? .55f
                 : plant == Plant::Jungle                          ? .5f
                 : plant == Plant::Bare || s_.kind == Kind::Autumn ? 0.0f
                                                                   : .2f;
        t.flipped = chance(r, .5f);
        t.boxed = t.pixels > float(stage_.canvas.size) * .14f;
        if (t.pixels < 1.5f)
            return;
        if (t.pixels > 8.0f)
            cast_shadow(stage_, t, .55f);
        draw(stage_, t);
    }

    void put_low(const Site& site)
    {
        Random& r = stage_.random;
        const bool stone = site.job == Job::Stone;
        const bool dry = s_.kind == Kind::Desert || s_.kind == Kind::Savanna ||
                         s_.kind == Kind::Tuscany || s_.kind == Kind::Autumn;
        const auto& list = stage_.materials.plants[size_t(stone ? Plant::Boulder
                                                          : dry ? Plant::DryBush
                                                                : Plant::Bush)];
        const Cutout& cutout = list[size_t(pick(r, int(list.size())))];
        const float metres =
            stone ? .25f + 1.3f * std::pow(uniform(r, 0, 1), 3.0f) : uniform(r, .6f, 1.9f);
        Standing t{&cutout,  site.column,
                   site.row, stage_.camera.focal * metres / site.z,
                   site.z,   stone ? LabelId::Rock : LabelId::Bush};
        t.tint =
            Colour{1, 1, 1} * ((stone ? .16f : .055f) * uniform(r, .85f, 1.4f) / cutout.mean());
        t.tone = stone ? rock_tone() : dry ? Colour{1.2f, 1.0f, .45f} : Colour{.85f, 1.12f, .5f};
        t.mute = stone ? 1.0f : .55f;
        if (!stone && s_.kind == Kind::Winter) {
            t.tint = t.tint * 2.2f;
            t.tone = {1.0f, 1.0f, 1.0f};
        }
        t.flipped = chance(r, .5f);
        t.sink = stone ? .12f : .04f;
        if (t.pixels < 1.5f || t.pixels > float(stage_.canvas.size) * .22f)
            return;
        cast_shadow(stage_, t, stone ? .45f : .5f);
        draw(stage_, t);
    }

    Colour rock_tone() const
    {
        const bool red = s_.kind == Kind::Desert || s_.kind == Kind::Savanna;
        const Colour c =
            stage_.materials.texture(red ? Ground::RedRock : Ground::Rock, s_.look).mean();
        return c * (1.0f / brightness(c));
    }

    void put(const Site& site)
    {
        Random& r = stage_.random;
        if (site.job == Job::Tree)
            return put_tree(site);
        if (site.job != Job::Tuft)
            return put_low(site);
        const auto& list = stage_.materials.plants[size_t(Plant::Tuft)];
        Standing t{&list[size_t(pick(r, int(list.size())))],
                   site.column,
                   site.row,
                   stage_.camera.focal * uniform(r, .16f, .42f) / site.z,
                   site.z,
                   LabelId::Grass};
        t.flipped = chance(r, .5f);
        t.sink = .1f;
        const float tone = uniform(r, .85f, 1.15f);
        t.tint =
            s_.land.cover == Cover::Sand ? Colour{.62f, .72f, .42f} * tone : Colour{1, 1, 1} * tone;
        if (t.pixels >= 2.0f)
            draw_tuft(stage_, t);
    }

    Stage& stage_;
    const Scene& s_;
    bool behind_;
    std::vector<int> lowest_;
    std::vector<Site> sites_;
};

}  // namespace

void plant(Stage& stage, bool behind_water)
{
    Planter(stage, behind_water).run();
}

}  // namespace ldm::world
