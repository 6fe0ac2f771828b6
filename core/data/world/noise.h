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
        const float fx = x < 0 ? x - float(kSize) * float(int(x / kSize) - 1) : x;
        const float fy = y < 0 ? y - float(kSize) * float(int(y / kSize) - 1) : y;
        const int ix = int(fx), iy = int(fy);
        const float u = fx - float(ix), v = fy - float(iy);
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
    NoiseTable smooth;  ///< large hills
    NoiseTable ridge;   ///< mountain ridges
    NoiseTable mid;     ///< patches of ground
    NoiseTable fine;    ///< texture
    NoiseTable crown;   ///< tree crowns
    NoiseTable cloud;   ///< billows

    static const NoiseTables& get();
};

}  // namespace ldm::world
