// SPDX-License-Identifier: MIT
#include "data/world/scene.h"

#include <algorithm>
#include <array>

namespace ldm::world {

namespace {

constexpr std::array<const char*, kKinds> kKindNames{"alpine",  "autumn", "coast",   "desert",
                                                     "meadow",  "river",  "savanna", "tropic",
                                                     "tuscany", "winter"};
constexpr std::array<const char*, kLights> kLightNames{"noon", "golden",   "sunset", "dawn",
                                                       "dusk", "overcast", "mist",   "night"};

// Tables are read by columns.
// clang-format off
Hour hour_of(Light light)
{
    switch (light) {
    case Light::Noon:
        return {linear(.20f, .43f, .80f), linear(.74f, .86f, .95f), linear(1, .96f, .88f) * 2.7f,
                linear(.55f, .70f, .95f) * .62f, linear(.70f, .82f, .93f), 28, 60, .20f};
    case Light::Golden:
        return {linear(.34f, .50f, .74f), linear(1, .86f, .64f), linear(1, .78f, .46f) * 2.9f,
                linear(.58f, .60f, .78f) * .52f, linear(.95f, .82f, .66f), 10, 22, .15f};
    case Light::Sunset:
        return {linear(.30f, .34f, .54f), linear(1, .66f, .42f), linear(1, .60f, .34f) * 2.3f,
                linear(.55f, .54f, .64f) * .55f, linear(.90f, .66f, .54f), 3, 9, .12f};
    case Light::Dawn:
        return {linear(.40f, .55f, .76f), linear(1, .85f, .78f), linear(1, .80f, .68f) * 2.1f,
                linear(.62f, .67f, .80f) * .6f, linear(.92f, .84f, .82f), 5, 14, .12f};
    case Light::Dusk:
        return {linear(.14f, .19f, .36f), linear(.86f, .58f, .52f), linear(.95f, .62f, .55f),
                linear(.40f, .46f, .62f) * .6f, linear(.58f, .50f, .56f), 1, 5, .10f};
    case Light::Overcast:
        return {linear(.60f, .65f, .72f), linear(.82f, .85f, .88f), linear(.95f, .96f, 1) * .8f,
                linear(.78f, .83f, .90f) * .85f, linear(.78f, .82f, .85f), 35, 60, .12f};
    case Light::Mist:
        return {linear(.68f, .78f, .86f), linear(.93f, .93f, .89f), linear(1, .94f, .82f) * 1.5f,
                linear(.75f, .80f, .86f) * .7f, linear(.88f, .90f, .90f), 10, 30, .10f};
    case Light::Night:
        break;
    }
    return {linear(.02f, .035f, .11f), linear(.11f, .18f, .33f), linear(.55f, .70f, 1) * .55f,
            linear(.14f, .20f, .40f) * .42f, linear(.10f, .16f, .29f), 20, 40, .09f};
}

// Mountains: low, high, from; hills: low, high; cover; lake, river, sea;
// then forest, path, field, flowers, houses, bushes, stones, outcrops.
Land land_of(Kind kind)
{
    switch (kind) {
    case Kind::Alpine:
        return {1300, 2600, 1800, 20, 70, Cover::Grass, .90f, .09f, 0,
                .20f, .35f, .0f, .60f, .50f, .5f, .7f, .8f};
    case Kind::Autumn:
        return {200, 1500, 2500, 20, 80, Cover::Autumn, .70f, .14f, 0,
                .32f, .50f, .1f, .15f, .60f, .6f, .3f, .4f};
    case Kind::Coast:
        return {0, 700, 900, 15, 60, Cover::Grass, 0, 0, 1,
                .05f, .40f, .1f, .60f, .65f, .7f, .5f, .6f};
    case Kind::Desert:
        return {100, 700, 1200, 14, 50, Cover::Sand, .10f, .06f, 0,
                -.30f, .55f, .0f, .05f, .45f, .6f, .9f, .7f};
    case Kind::Meadow:
        return {0, 1500, 3000, 25, 90, Cover::Grass, .36f, .20f, 0,
                .08f, .55f, .25f, .85f, .70f, .6f, .3f, .3f};
    case Kind::River:
        return {500, 1900, 2200, 30, 110, Cover::Grass, 0, 1, 0,
                .12f, .35f, .15f, .50f, .60f, .7f, .5f, .5f};
    case Kind::Savanna:
        return {0, 700, 2500, 6, 25, Cover::Dry, .60f, .14f, 0,
                -.02f, .50f, .0f, .15f, .50f, .8f, .6f, .6f};
    case Kind::Tropic:
        return {0, 900, 1200, 6, 22, Cover::Sand, 0, 0, 1,
                .20f, .30f, .0f, .35f, .60f, .8f, .4f, .4f};
    case Kind::Tuscany:
        return {0, 800, 3500, 35, 90, Cover::Dry, .32f, .18f, 0,
                -.02f, .60f, .60f, .55f, .85f, .6f, .3f, .2f};
    case Kind::Winter:
        break;
    }
    return {300, 2300, 1800, 20, 80, Cover::Snow, .68f, .16f, 0,
                .18f, .50f, .0f, .0f, .65f, .5f, .4f, .5f};
}
// clang-format on

Light draw_light(Random& random)
{
    float left = uniform(random, 0.0f, 1.0f);
    for (int i = 0; i < kLights; ++i)
        if ((left -= hour_of(Light(i)).chance) < 0.0f)
            return Light(i);
    return Light::Noon;
}

void draw_sun(Random& random, Scene& s)
{
    constexpr float kDegree = 3.14159265f / 180.0f;
    const auto jitter = [&](Colour& c) {
        c = c * Colour{uniform(random, .95f, 1.05f), uniform(random, .95f, 1.05f),
                       uniform(random, .95f, 1.05f)};
    };
    for (Colour* c : {&s.hour.zenith, &s.hour.horizon, &s.hour.sun, &s.hour.ambient, &s.hour.haze})
        jitter(*c);
    s.sun_height = kDegree * uniform(random, s.hour.low_sun, s.hour.high_sun);
    s.sun_azimuth = kDegree * uniform(random, 25.0f, 115.0f) * (chance(random, .5f) ? 1.0f : -1.0f);
    // A low sun is worth showing; so is the moon.
    const bool low = s.light == Light::Sunset || s.light == Light::Dusk || s.light == Light::Dawn;
    if (low || (s.light == Light::Night && chance(random, .6f)))
        s.sun_azimuth = kDegree * uniform(random, -28.0f, 28.0f);
    s.sun_right = std::sin(s.sun_azimuth) * std::cos(s.sun_height);
    s.sun_up = std::sin(s.sun_height);
    s.sun_ahead = std::cos(s.sun_azimuth) * std::cos(s.sun_height);
    s.visibility = uniform(random, 9000.0f, 24000.0f);
    if (s.light == Light::Mist)
        s.visibility = uniform(random, 500.0f, 1500.0f);
    if (s.light == Light::Overcast || s.light == Light::Night)
        s.visibility = uniform(random, 4500.0f, 8000.0f);
}

void draw_land(Random& random, Scene& s)
{
    const Land& l = s.land;
    const float water = uniform(random, 0.0f, 1.0f);
    s.water = water < l.sea                      ? Water::Sea
              : water < l.sea + l.lake           ? Water::Lake
              : water < l.sea + l.lake + l.river ? Water::River
                                                 : Water::None;
    s.mountains = chance(random, .88f) ? uniform(random, l.mountains_low, l.mountains_high) : 0.0f;
    s.hills = uniform(random, l.hills_low, l.hills_high);
    s.peak = uniform(random, 4600.0f, 7600.0f);
    s.snowline = uniform(random, 180.0f, 560.0f);
    if (s.kind == Kind::Alpine || s.kind == Kind::River)
        s.snowline = uniform(random, 100.0f, 380.0f);
    if (s.kind == Kind::Winter)
        s.snowline = 0.0f;
    s.side = chance(random, .5f) ? 1.0f : -1.0f;
    s.shore = uniform(random, 18.0f, 60.0f);
    s.far_shore = uniform(random, 350.0f, 900.0f);
    s.swell = uniform(random, .5f, 2.2f) * (l.cover == Cover::Sand ? 1.3f : 1.0f);
    s.eye = uniform(random, 2.2f, 10.0f);
    if (s.water == Water::Sea)
        s.eye = uniform(random, 3.0f, 15.0f);
    s.focal = uniform(random, .80f, 1.15f);
    s.horizon = chance(random, .45f) ? uniform(random, .36f, .47f) : uniform(random, .50f, .66f);
    s.forest = l.forest + uniform(random, -.22f, .25f);
    s.path = chance(random, l.path);
    s.field = chance(random, l.field);
    s.flowers = chance(random, l.flowers);
    s.houses = chance(random, l.houses);
    s.path_side = uniform(random, -2.5f, 2.5f);
}

}  // namespace

const char* name_of(Kind kind)
{
    return kKindNames[size_t(kind)];
}

const char* name_of(Light light)
{
    return kLightNames[size_t(light)];
}

// Not std::uniform_real_distribution: its draws may differ between standard libraries.
float uniform(Random& random, float low, float high)
{
    return low + (high - low) * float(double(random() >> 11) * 0x1p-53);
}

bool chance(Random& random, float probability)
{
    return uniform(random, 0.0f, 1.0f) < probability;
}

int pick(Random& random, int count)
{
    return int(random() % std::uint64_t(std::max(1, count)));
}

Scene make_scene(Random& random, int kind, int light)
{
    Scene s{};
    const auto drawn_kind = Kind(pick(random, kKinds));
    const auto drawn_light = draw_light(random);
    s.kind = kind < 0 ? drawn_kind : Kind(kind);
    s.light = light < 0 ? drawn_light : Light(light);
    s.hour = hour_of(s.light);
    s.land = land_of(s.kind);
    s.noise = random();
    s.look = random();
    draw_sun(random, s);
    draw_land(random, s);
    return s;
}

}  // namespace ldm::world
