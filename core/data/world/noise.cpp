// SPDX-License-Identifier: MIT
#include "data/world/noise.h"

#include <cmath>
#include <random>

namespace ldm::world {

namespace {

float fade(float t)
{
    return t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f);
}

// One octave of periodic gradient noise with `cells` cells a side, added with a weight.
void add_octave(std::vector<float>& values, int cells, float weight, std::mt19937_64& random)
{
    constexpr int n = NoiseTable::kSize;
    std::vector<float> gx(size_t(cells) * cells), gy(gx.size());
    std::uniform_real_distribution<float> angle(0.0f, 6.2831853f);
    for (size_t i = 0; i < gx.size(); ++i) {
        const float a = angle(random);
        gx[i] = std::cos(a);
        gy[i] = std::sin(a);
    }
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            const float px = float(x) * float(cells) / n, py = float(y) * float(cells) / n;
            const int cx = int(px), cy = int(py);
            const float u = px - float(cx), v = py - float(cy);
            const auto corner = [&](int dx, int dy) {
                const auto i =
                    size_t((cy + dy) % cells) * size_t(cells) + size_t((cx + dx) % cells);
                return gx[i] * (u - float(dx)) + gy[i] * (v - float(dy));
            };
            const float top = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * fade(u);
            const float bottom = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * fade(u);
            values[size_t(y) * n + size_t(x)] += weight * (top + (bottom - top) * fade(v));
        }
}

void normalise(std::vector<float>& values)
{
    double sum = 0.0, square = 0.0;
    for (const float v : values) {
        sum += v;
        square += double(v) * v;
    }
    const double mean = sum / double(values.size());
    const double deviation = std::sqrt(square / double(values.size()) - mean * mean);
    for (float& v : values)
        v = float((v - mean) / deviation);
}

}  // namespace

NoiseTable::NoiseTable(std::uint64_t seed, int first, int octaves, double gain)
    : values_(size_t(kSize) * kSize, 0.0f)
{
    std::mt19937_64 random(seed);
    double weight = 1.0;
    for (int i = 0, cells = first; i < octaves && cells <= kSize / 2; ++i, cells *= 2) {
        add_octave(values_, cells, float(weight), random);
        weight *= gain;
    }
    normalise(values_);
}

const NoiseTables& NoiseTables::get()
{
    static const NoiseTables tables{NoiseTable(11, 4, 6, 0.38),  NoiseTable(12, 5, 6, 0.46),
                                    NoiseTable(13, 16, 5, 0.55), NoiseTable(14, 64, 3, 0.6),
                                    NoiseTable(15, 96, 2, 0.4),  NoiseTable(16, 6, 6, 0.55)};
    return tables;
}

}  // namespace ldm::world
