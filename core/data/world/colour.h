// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>

namespace ldm::world {

/// A colour, about [0,1] a channel.
struct Colour {
    float r = 0.0f, g = 0.0f, b = 0.0f;

    Colour operator+(const Colour& o) const { return {r + o.r, g + o.g, b + o.b}; }
    Colour operator-(const Colour& o) const { return {r - o.r, g - o.g, b - o.b}; }
    Colour operator*(const Colour& o) const { return {r * o.r, g * o.g, b * o.b}; }
    Colour operator*(float s) const { return {r * s, g * s, b * s}; }
};

inline Colour rgb(int r, int g, int b)
{
    return {float(r) / 255.0f, float(g) / 255.0f, float(b) / 255.0f};
}

/// Linear light of an sRGB-like value, about gamma 2.2.
inline Colour linear(float r, float g, float b)
{
    return {std::pow(r, 2.2f), std::pow(g, 2.2f), std::pow(b, 2.2f)};
}

inline float brightness(const Colour& c)
{
    return .3f * c.r + .6f * c.g + .1f * c.b;
}

inline Colour mix(const Colour& a, const Colour& b, float t)
{
    return a + (b - a) * t;
}

inline float mix(float a, float b, float t)
{
    return a + (b - a) * t;
}

/// 0 below `from`, 1 above `to`, smooth between; `from` may be the larger.
inline float smoothstep(float from, float to, float x)
{
    const float t = std::clamp((x - from) / (to - from), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

}  // namespace ldm::world
