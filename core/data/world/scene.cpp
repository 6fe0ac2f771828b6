// SPDX-License-Identifier: MIT
#include "data/world/scene.h"

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
LightSetting light_setting(Light light)
{
    switch (light) {
    case Light::Noon:
        return {rgb(66, 130, 212), rgb(188, 214, 236), rgb(255, 250, 236), rgb(190, 212, 232),
                .52f, .7f, 1.1f, 1.0f};
    case Light::Golden:
        return {rgb(96, 148, 206), rgb(250, 222, 178), rgb(255, 226, 170), rgb(236, 214, 184),
                .46f, .3f, .5f, 1.0f};
    case Light::Sunset:
        return {rgb(74, 84, 148), rgb(252, 156, 92), rgb(255, 172, 100), rgb(230, 154, 120),
                .42f, .06f, .18f, .95f};
    case Light::Dawn:
        return {rgb(122, 152, 208), rgb(252, 206, 190), rgb(255, 212, 184), rgb(226, 204, 208),
                .5f, .12f, .3f, .98f};
    case Light::Dusk:
        return {rgb(42, 52, 104), rgb(192, 126, 146), rgb(214, 146, 154), rgb(128, 108, 148),
                .4f, .04f, .12f, .72f};
    case Light::Overcast:
        return {rgb(152, 162, 174), rgb(204, 208, 212), rgb(206, 208, 212), rgb(196, 202, 206),
                .76f, .7f, 1.1f, .95f};
    case Light::Mist:
        return {rgb(176, 190, 204), rgb(226, 228, 226), rgb(240, 232, 216), rgb(218, 222, 222),
                .7f, .4f, .7f, 1.0f};
    case Light::Night:
        break;
    }
    return {rgb(12, 18, 46), rgb(46, 62, 104), rgb(128, 146, 196), rgb(40, 54, 92),
            .36f, .5f, .9f, .62f};
}

LandSetting land_setting(Kind kind)
{
    switch (kind) {
    case Kind::Alpine:
        return {1.0f, -26.f, -8.f, 16.f, .1f, .6f, .5f, .82f, rgb(96, 142, 58), rgb(34, 72, 42)};
    case Kind::Autumn:
        return {.5f, -18.f, -4.f, 70.f, .9f, .6f, -.2f, .9f, rgb(152, 138, 62), rgb(176, 92, 34)};
    case Kind::Coast:
        return {.5f, -4.f, 8.f, 90.f, -.2f, .5f, .1f, .6f, rgb(112, 150, 70), rgb(46, 88, 44)};
    case Kind::Desert:
        return {.42f, -80.f, -60.f, 120.f, -2.5f, -.9f, -2.f, .5f, rgb(190, 168, 96),
                rgb(98, 112, 56)};
    case Kind::Meadow:
        return {.3f, -26.f, -12.f, 90.f, .0f, .4f, .8f, .9f, rgb(104, 158, 56), rgb(44, 96, 42)};
    case Kind::River:
        return {.5f, -12.f, -6.f, 70.f, .5f, .6f, .3f, .85f, rgb(98, 148, 60), rgb(38, 84, 44)};
    case Kind::Savanna:
        return {.22f, -20.f, -10.f, 120.f, -.6f, .6f, -1.5f, .6f, rgb(190, 164, 86),
                rgb(98, 110, 46)};
    case Kind::Tropic:
        return {.55f, -5.f, 7.f, 120.f, .5f, .8f, .4f, .75f, rgb(88, 156, 54), rgb(30, 104, 46)};
    case Kind::Tuscany:
        return {.45f, -34.f, -20.f, 120.f, -.3f, .4f, .5f, .9f, rgb(160, 160, 72),
                rgb(52, 84, 44)};
    case Kind::Winter:
        break;
    }
    return {.6f, -22.f, -6.f, -38.f, .3f, .0f, -2.5f, .95f, rgb(140, 138, 104), rgb(62, 82, 74)};
}
// clang-format on

Colour jitter(Random& random, const Colour& c, float amount)
{
    const float shade = uniform(random, -amount, amount);
    return {c.r + shade + uniform(random, -amount, amount) * .5f,
            c.g + shade + uniform(random, -amount, amount) * .5f,
            c.b + shade + uniform(random, -amount, amount) * .5f};
}

Light draw_light(Random& random)
{
    static constexpr std::array<float, kLights> kShare{.34f, .17f, .11f, .1f,
                                                       .06f, .13f, .06f, .03f};
    float left = uniform(random, 0.0f, 1.0f);
    for (int i = 0; i < kLights; ++i)
        if ((left -= kShare[size_t(i)]) < 0.0f)
            return Light(i);
    return Light::Noon;
}

void draw_water(Random& random, Scene& s)
{
    s.sea = uniform(random, s.land.sea_low, s.land.sea_high);
    const float river = s.kind == Kind::River ? 1.0f : s.kind == Kind::Desert ? .05f : .22f;
    s.river_width = chance(random, river) ? uniform(random, .035f, .085f) : 0.0f;
    s.deep_water = jitter(random,
                          s.kind == Kind::Tropic  ? rgb(18, 128, 150)
                          : s.kind == Kind::Coast ? rgb(22, 78, 122)
                                                  : rgb(34, 84, 104),
                          .04f);
    const bool beach = s.kind == Kind::Coast || s.kind == Kind::Tropic;
    s.sand_reach = beach ? uniform(random, 2.0f, 6.0f) : uniform(random, .4f, 1.8f);
}

void draw_ground(Random& random, Scene& s)
{
    s.land.snowline += uniform(random, -8.0f, 14.0f);
    s.land.forest += uniform(random, -.45f, .45f);
    s.land.bushes += uniform(random, -.4f, .4f);
    s.land.flowers += uniform(random, -.5f, .4f);
    s.land.grass = jitter(random, s.land.grass, .04f);
    s.land.tree = jitter(random, s.land.tree, .03f);
    s.sand = jitter(random, s.kind == Kind::Desert ? rgb(206, 160, 104) : rgb(204, 182, 136), .03f);
    s.soil = jitter(random, s.kind == Kind::Savanna ? rgb(158, 100, 60) : rgb(132, 98, 66), .03f);
    s.rock = jitter(random, s.kind == Kind::Desert ? rgb(168, 110, 78) : rgb(116, 108, 100), .03f);
    s.flower_a = std::array{rgb(236, 104, 150), rgb(226, 64, 60), rgb(150, 96, 206),
                            rgb(248, 212, 70)}[random() % 4];
    s.flower_b =
        std::array{rgb(236, 214, 222), rgb(244, 206, 84), rgb(228, 138, 180)}[random() % 3];
    const bool roads = s.kind == Kind::Meadow || s.kind == Kind::Tuscany || s.kind == Kind::Autumn;
    s.road_width = chance(random, roads ? .55f : .14f) ? uniform(random, .026f, .05f) : 0.0f;
    s.dirt = s.kind == Kind::Desert ? uniform(random, -.4f, .5f) : uniform(random, -1.2f, .1f);
    if (s.kind == Kind::Savanna)
        s.dirt += .7f;
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

Scene make_scene(Random& random)
{
    Scene s{};
    s.kind = Kind(random() % kKinds);
    s.light = draw_light(random);
    s.hour = light_setting(s.light);
    s.land = land_setting(s.kind);
    for (float& o : s.offset)
        o = uniform(random, 0.0f, 512.0f);
    draw_water(random, s);
    draw_ground(random, s);
    s.sun_azimuth = uniform(random, -.9f, .9f);
    s.sun_height = uniform(random, s.hour.low_sun, s.hour.high_sun);
    s.cloud_cover =
        s.light == Light::Overcast ? uniform(random, .6f, 1.5f) : uniform(random, -1.2f, .9f);
    s.haze_distance = uniform(random, 240.0f, 620.0f);
    if (s.light == Light::Mist)
        s.haze_distance = uniform(random, 60.0f, 140.0f);
    const bool flat = s.kind == Kind::Savanna || s.kind == Kind::Tropic || s.kind == Kind::Coast;
    s.mountains = chance(random, flat ? .45f : .7f) ? uniform(random, .07f, .22f) : 0.0f;
    s.hills = chance(random, flat ? .4f : .65f) ? uniform(random, .04f, .09f) : 0.0f;
    if (s.kind == Kind::Alpine)
        s.mountains = uniform(random, .12f, .26f);
    return s;
}

}  // namespace ldm::world
