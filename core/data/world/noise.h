// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace ldm::world {

/// A seamless table of smooth noise, mean 0, standard deviation 1, sampled bilinearly.
class NoiseTable {
public:
    static constexpr int kSize = 512;

    /// Sums octaves of gradient noise (Perlin 2002): the first has `first` cells a side, each
    /// following one twice as many and `gain` times the amplitude.
    NoiseTable(std::uint64_t seed, int first, int octaves, double gain);

    /// Value at any place; the table repeats every kSize units.
    float at(float x, float y) const
    {
        const int ix = int(x) - (x < 0.0f), iy = int(y) - (y < 0.0f);
        const float u = x - float(ix), v = y - float(iy);
        const int x0 = ix & kMask, y0 = iy & kMask, x1 = (ix + 1) & kMask, y1 = (iy + 1) & kMask;
        const float* r0 = values_.data() + y0 * kSize;
        const float* r1 = values_.data() + y1 * kSize;
        const float top = r0[x0] + (r0[x1] - r0[x0]) * u;
        const float bottom = r1[x0] + (r1[x1] - r1[x0]) * u;
        return top + (bottom - top) * v;
    }

private:
    static constexpr int kMask = kSize - 1;

    std::vector<float> values_;
};

/// The tables that every picture shares; built once.
struct NoiseTables {
    NoiseTable mid;   ///< patches of ground
    NoiseTable fine;  ///< grain
    NoiseTable crown;
    NoiseTable wave[3];  ///< one octave each, kWaveCell units from crest to crest

    static constexpr float kWaveCell = 8.0f;

    static const NoiseTables& get();
};

/// One octave of noise over a plane in metres: about [-1,1], band-limited, at its own place and
/// angle of a shared table.
class Wave {
public:
    Wave() = default;
    Wave(std::uint64_t key, float wavelength);

    float at(float x, float z) const
    {
        const float v = table_->at(x * c_ - z * s_ + ox_, x * s_ + z * c_ + oz_) * .45f;
        return v < -1.0f ? -1.0f : v > 1.0f ? 1.0f : v;
    }

private:
    const NoiseTable* table_ = nullptr;
    float c_ = 0, s_ = 0, ox_ = 0, oz_ = 0;
};

/// Octaves of waves, each half as long as the one before.
class Waves {
public:
    static constexpr int kMost = 7;

    Waves() = default;
    Waves(std::uint64_t key, float wavelength, int octaves, float gain = .5f);

    /// Fractal sum, about [-1,1]. Octaves shorter than `finest` metres fade out.
    float at(float x, float z, float finest = 0.0f) const;

    /// Sum of sharpened crests (Musgrave's ridged multifractal), about [0,1].
    float ridged(float x, float z, float finest) const;

private:
    float fade(int octave, float finest) const
    {
        const float f = length_[octave] / finest - 1.0f;
        return f < 0.0f ? 0.0f : f > 1.0f ? 1.0f : f;
    }

    Wave wave_[kMost];
    float length_[kMost] = {}, weight_[kMost] = {};
    int octaves_ = 0;
    float norm_ = 1.0f;
};

}  // namespace ldm::world
