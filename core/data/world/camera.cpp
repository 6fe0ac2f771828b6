// SPDX-License-Identifier: MIT
#include "data/world/passes.h"

#include <array>
#include <cmath>

namespace ldm::world {

namespace {

// How much there is to see: labels in view, water where it belongs, an open foreground.
float score(const Terrain& terrain, const Camera& c)
{
    const Scene& s = terrain.scene();
    std::array<int, kLabelCount> seen{};
    float blocked = 0.0f, relief = 0.0f, wet = 0.0f;
    constexpr int kRays = 7, kSteps = 26;
    for (int r = 0; r < kRays; ++r) {
        const float a = c.angle + (float(r) - 3.0f) * .13f;
        float horizon = -10.0f;
        for (int k = 0; k < kSteps; ++k) {
            const float z = 7.0f * std::pow(60.0f, float(k) / kSteps);
            const float x = c.x + std::cos(a) * z, y = c.y + std::sin(a) * z;
            const float rise = (terrain.surface(x, y) - c.eye) / z;
            if (z < 45.0f && rise > -.03f)
                blocked += 1.0f;
            relief = std::max(relief, rise);
            if (rise < horizon)
                continue;
            horizon = rise;
            const auto label = terrain.ground(x, y).label;
            ++seen[size_t(label)];
            wet += label == LabelId::Sea || label == LabelId::Lake || label == LabelId::River;
        }
    }
    int kinds = 0;
    for (const int count : seen)
        kinds += count > 2;
    wet /= float(kRays * kSteps);
    const bool wants_water =
        s.kind == Kind::Coast || s.kind == Kind::Tropic || s.kind == Kind::River;
    return float(kinds) * .8f - blocked * .12f + 2.0f * std::min(relief, .35f) +
           (wants_water ? 12.0f : 4.0f) * std::min(wet, .28f) - 8.0f * std::max(0.0f, wet - .45f);
}

}  // namespace

Camera choose_camera(const Terrain& terrain, Random& random, int size)
{
    Camera best{};
    float best_score = -1e9f;
    const float focal = float(size) / (2.0f * std::tan(uniform(random, .95f, 1.25f) / 2.0f));
    const float horizon = float(size) * uniform(random, .34f, .56f);
    for (int i = 0; i < 16; ++i) {
        Camera c{};
        c.x = uniform(random, 0.0f, 4000.0f);
        c.y = uniform(random, 0.0f, 4000.0f);
        c.angle = uniform(random, 0.0f, 6.2831853f);
        c.eye =
            std::max(terrain.surface(c.x, c.y), terrain.scene().sea) + uniform(random, 4.0f, 17.0f);
        const float value = score(terrain, c);
        if (value > best_score) {
            best_score = value;
            best = c;
        }
    }
    best.focal = focal;
    best.horizon = horizon;
    best.ahead_x = std::cos(best.angle);
    best.ahead_y = std::sin(best.angle);
    best.right_x = -best.ahead_y;
    best.right_y = best.ahead_x;
    return best;
}

SunVector sun_vector(const Scene& s)
{
    return {std::cos(s.sun_height) * std::sin(s.sun_azimuth),
            std::cos(s.sun_height) * std::cos(s.sun_azimuth), std::sin(s.sun_height)};
}

Colour haze(const Scene& s, const Colour& colour, float distance)
{
    const float ratio = distance / s.haze_distance;
    const float fog = 1.0f - std::exp(-ratio * std::sqrt(ratio));
    return mix(colour, s.hour.haze, fog);
}

}  // namespace ldm::world
