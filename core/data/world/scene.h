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
/// 0 … count - 1
int pick(Random& random, int count);

enum class Water { None, Lake, Sea, River };

/// What covers level ground.
enum class Cover { Grass, Dry, Autumn, Sand, Snow };

/// The hour: linear colours of sky, sun and haze.
struct Hour {
    Colour zenith, horizon, sun, ambient, haze;
    float low_sun, high_sun;  ///< range of the sun's height, degrees
    float chance;             ///< share of pictures
};

/// The land's character; lengths in metres.
struct Land {
    float mountains_low, mountains_high, mountains_from;  ///< heights of peaks, where they begin
    float hills_low, hills_high;
    Cover cover;
    float lake, river, sea;          ///< chances of each water
    float forest;                    ///< -1 bare … 1 wood
    float path, field, flowers;      ///< chances
    float houses;                    ///< chance of a hamlet
    float bushes, stones, outcrops;  ///< plenty of each, 0 … 1
};

/// Everything random about one picture except noise and what is planted.
struct Scene {
    Kind kind;
    Light light;
    Hour hour;
    Land land;
    Water water;
    std::uint64_t noise;  ///< key of every noise layer
    std::uint64_t look;   ///< picks textures and tones
    float sun_azimuth, sun_height;
    float sun_right, sun_up, sun_ahead;  ///< unit vector to the sun
    float mountains, peak, hills;        ///< height of peaks, distance between them, hills
    float snowline;
    float side;              ///< -1 or 1: the side of headlands and rivers
    float shore, far_shore;  ///< where water begins, where a lake ends
    float swell;             ///< relief of the foreground
    float eye;               ///< camera over the ground before it
    float focal, horizon;    ///< in parts of the picture's side
    float forest;
    bool path, field, flowers, houses;
    float path_side;
    float visibility;
};

/// A scene of any kind and hour, or of these where `kind` or `light` is not negative.
Scene make_scene(Random& random, int kind = -1, int light = -1);

}  // namespace ldm::world
