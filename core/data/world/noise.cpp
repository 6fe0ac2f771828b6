// SPDX-License-Identifier: MIT
#include "data/world/noise.h"

#include <algorithm>
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
    static const NoiseTables tables{
        NoiseTable(13, 16, 5, 0.55),
        NoiseTable(14, 64, 3, 0.6),
        NoiseTable(15, 96, 2, 0.4),
        {NoiseTable(21, 64, 1, 1), NoiseTable(22, 64, 1, 1), NoiseTable(23, 64, 1, 1)}};
    return tables;
}

Wave::Wave(std::uint64_t key, float wavelength)
{
    std::mt19937_64 random(key * 0x9E3779B97F4A7C15ull + 77);
    const auto unit = [&] { return float(double(random() >> 11) * 0x1p-53); };
    table_ = &NoiseTables::get().wave[random() % 3];
    const float angle = unit() * 6.2831853f;
    c_ = std::cos(angle) * NoiseTables::kWaveCell / wavelength;
    s_ = std::sin(angle) * NoiseTables::kWaveCell / wavelength;
    ox_ = unit() * float(NoiseTable::kSize);
    oz_ = unit() * float(NoiseTable::kSize);
}

Waves::Waves(std::uint64_t key, float wavelength, int octaves, float gain) : octaves_(octaves)
{
    float amplitude = 1.0f, sum = 0.0f;
    for (int i = 0; i < octaves; ++i) {
        wave_[i] = Wave(key * 31 + std::uint64_t(i), wavelength);
        length_[i] = wavelength;
        weight_[i] = amplitude;
        sum += amplitude;
        amplitude *= gain;
        wavelength /= 2.03f;
    }
    norm_ = 1.0f / sum;
}

float Waves::at(float x, float z, float finest) const
{
    float sum = 0.0f;
    for (int i = 0; i < octaves_; ++i) {
        const float f = finest > 0.0f ? fade(i, finest) : 1.0f;
        if (f <= 0.0f)
            break;
        sum += weight_[i] * f * wave_[i].at(x, z);
    }
    return sum * norm_;
}

float Waves::ridged(float x, float z, float finest) const
{
    float sum = 0.0f, carry = 1.0f;
    for (int i = 0; i < octaves_; ++i) {
        const float f = fade(i, finest);
        if (f <= 0.0f)
            break;
        float n = std::clamp(1.0f - std::abs(wave_[i].at(x, z)) * 1.4f, 0.0f, 1.0f);
        n *= n * carry;
        sum += weight_[i] * f * n;
        carry = std::clamp(n * 1.8f, .12f, 1.0f);
    }
    return sum * norm_;
}

}  // namespace ldm::world
