// SPDX-License-Identifier: MIT
#include "data/world/materials.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

namespace {

// sRGB byte → square root of the linear value, so that a byte keeps shadows and squaring decodes.
float root_of(std::uint8_t value)
{
    return std::pow(float(value) / 255.0f, 1.1f);
}

std::uint8_t as_byte(float value)
{
    return std::uint8_t(std::clamp(value, 0.0f, 1.0f) * 255.0f + .5f);
}

// Half as large; odd sides lose their last row or column.
std::vector<std::uint8_t> halved(const std::vector<std::uint8_t>& in, int width, int height)
{
    const int w = std::max(1, width / 2), h = std::max(1, height / 2);
    std::vector<std::uint8_t> out(size_t(w) * size_t(h) * 4);
    for (int y = 0; y < h; ++y)
        for (int x = 0; x < w; ++x)
            for (int c = 0; c < 4; ++c) {
                const auto at = [&](int dx, int dy) {
                    const int sx = std::min(width - 1, 2 * x + dx);
                    const int sy = std::min(height - 1, 2 * y + dy);
                    return int(in[(size_t(sy) * size_t(width) + size_t(sx)) * 4 + size_t(c)]);
                };
                out[(size_t(y) * size_t(w) + size_t(x)) * 4 + size_t(c)] =
                    std::uint8_t((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) / 4);
            }
    return out;
}

struct Texel {
    float r, g, b, a;
};

// Mean of four texels, weighted by the fractions of the place between them.
inline Texel blend(const std::uint8_t* p00, const std::uint8_t* p10, const std::uint8_t* p01,
                   const std::uint8_t* p11, float fx, float fy)
{
    const float a = (1 - fx) * (1 - fy), b = fx * (1 - fy), c = (1 - fx) * fy, d = fx * fy;
    const auto channel = [&](int i) {
        return (float(p00[i]) * a + float(p10[i]) * b + float(p01[i]) * c + float(p11[i]) * d) *
               (1.0f / 255.0f);
    };
    return {channel(0), channel(1), channel(2), channel(3)};
}

}  // namespace

Texture::Texture(int side, std::span<const std::uint8_t> rgb)
{
    std::vector<std::uint8_t> texels(size_t(side) * size_t(side) * 4, 255);
    for (size_t i = 0; i < texels.size() / 4; ++i)
        for (size_t c = 0; c < 3; ++c)
            texels[i * 4 + c] = as_byte(root_of(rgb[i * 3 + c]));
    while (side >= 1) {
        levels_.push_back({side, std::move(texels)});
        if (side == 1)
            break;
        texels = halved(levels_.back().texels, side, side);
        side /= 2;
    }
    const auto& last = levels_.back().texels;
    const auto square = [&](size_t c) {
        const float v = std::max(.02f, float(last[c]) / 255.0f);
        return v * v;
    };
    mean_ = {square(0), square(1), square(2)};
}

Colour Texture::bilinear(const Level& level, float u, float v) const
{
    const float x = (u - std::floor(u)) * float(level.side);
    const float y = (v - std::floor(v)) * float(level.side);
    const int mask = level.side - 1, ix = int(x), iy = int(y);
    const auto at = [&](int px, int py) {
        return level.texels.data() +
               (size_t(py & mask) * size_t(level.side) + size_t(px & mask)) * 4;
    };
    const auto t = blend(at(ix, iy), at(ix + 1, iy), at(ix, iy + 1), at(ix + 1, iy + 1),
                         x - float(ix), y - float(iy));
    return {t.r * t.r, t.g * t.g, t.b * t.b};
}

Colour Texture::sample(float u, float v, float footprint) const
{
    const float texels = std::max(1.0f, footprint * float(levels_[0].side));
    const float level = std::min(std::log2(texels), float(levels_.size()) - 1.01f);
    const int low = int(level);
    const float t = level - float(low);
    const Colour fine = bilinear(levels_[size_t(low)], u, v);
    return t < .05f ? fine : mix(fine, bilinear(levels_[size_t(low) + 1], u, v), t);
}

Cutout::Cutout(int width, int height, std::span<const std::uint8_t> rgba)
    : aspect_(float(width) / float(height)), mean_(.1f)
{
    std::vector<std::uint8_t> texels(size_t(width) * size_t(height) * 4);
    double light = 0.0, cover = 0.0;
    for (size_t i = 0; i < texels.size() / 4; ++i) {
        const float alpha = float(rgba[i * 4 + 3]) / 255.0f;
        for (size_t c = 0; c < 3; ++c) {
            const float root = root_of(rgba[i * 4 + c]);
            light += double(root * root * alpha) / 3.0;
            texels[i * 4 + c] = as_byte(root * alpha);
        }
        cover += double(alpha);
        texels[i * 4 + 3] = rgba[i * 4 + 3];
    }
    if (cover > 0.0)
        mean_ = std::max(.004f, float(light / cover));
    while (true) {
        levels_.push_back({width, height, std::move(texels)});
        if (width <= 2 || height <= 2)
            break;
        texels = halved(levels_.back().texels, width, height);
        width /= 2;
        height /= 2;
    }
}

int Cutout::level_for(float pixels_high) const
{
    int level = 0;
    while (level + 1 < int(levels_.size()) &&
           float(levels_[size_t(level)].height) > pixels_high * 1.4f)
        ++level;
    return level;
}

CutoutPoint Cutout::sample(int level, float u, float v) const
{
    const Level& l = levels_[size_t(level)];
    const float x = std::clamp(u * float(l.width) - .5f, 0.0f, float(l.width - 1));
    const float y = std::clamp(v * float(l.height) - .5f, 0.0f, float(l.height - 1));
    const int ix = int(x), iy = int(y);
    const int nx = std::min(ix + 1, l.width - 1), ny = std::min(iy + 1, l.height - 1);
    const auto at = [&](int px, int py) {
        return l.texels.data() + (size_t(py) * size_t(l.width) + size_t(px)) * 4;
    };
    const auto t =
        blend(at(ix, iy), at(nx, iy), at(ix, ny), at(nx, ny), x - float(ix), y - float(iy));
    if (t.a < .004f)
        return {};
    // Texels hold root × alpha: squared and divided by alpha once it is colour × alpha.
    const float s = 1.0f / t.a;
    return {{t.r * t.r * s, t.g * t.g * s, t.b * t.b * s}, t.a};
}

}  // namespace ldm::world
