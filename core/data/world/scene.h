// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/colour.h"

#include <cstdint>
#include <random>

namespace ldm::world {

enum class Kind { Alpine, Autumn, Coast, Desert, Meadow, River, Savanna, Tropic, Tuscany, Winter };
enum class Light { Noon, Golden, Sunset, Dawn, Dusk, Overcast, Mist, Night };

inline constexpr int kKinds = 10;
inline constexpr int kLights = 8;

const char* name_of(Kind kind);
const char* name_of(Light light);

using Random = std::mt19937_64;

/// Uniform in [low, high).
float uniform(Random& random, float low, float high);
bool chance(Random& random, float probability);

/// The hour: colours of sky, sun and haze.
struct LightSetting {
    Colour zenith, horizon, sun, haze;
    float ambient;            ///< share of light without direction
    float low_sun, high_sun;  ///< range of the sun's height, radians
    float exposure;
};

/// The land's character.
struct LandSetting {
    float amplitude;  ///< height of the relief
    float sea_low, sea_high;
    float snowline;
    float forest;  ///< higher = more wood; about -1 … 1
    float bushes;
    float flowers;
    float rock_slope;  ///< steeper than this is rock
    Colour grass, tree;
};

/// Everything random about one picture except where the camera stands.
struct Scene {
    Kind kind;
    Light light;
    LightSetting hour;
    LandSetting land;
    float sea;         ///< height of still water
    float offset[16];  ///< where each noise layer begins
    float sun_azimuth, sun_height;
    float cloud_cover;  ///< about -1 clear … 1.5 closed
    float haze_distance;
    float river_width;  ///< 0 = none
    float road_width;   ///< 0 = none
    float sand_reach;   ///< height of beaches above the water
    float dirt;         ///< higher = more bare earth
    float mountains;    ///< height of the far ridge, 0 = none
    float hills;        ///< height of the near ridge, 0 = none
    Colour sand, soil, rock, deep_water, flower_a, flower_b;
};

Scene make_scene(Random& random);

}  // namespace ldm::world
