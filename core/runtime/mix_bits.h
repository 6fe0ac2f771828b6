// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace ldm {

/// 64 well mixed bits of a number: the step and finaliser of SplitMix64 (Steele et al. 2014).
constexpr std::uint64_t mix_bits(std::uint64_t z)
{
    z += 0x9E3779B97F4A7C15ull;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ z >> 27) * 0x94D049BB133111EBull;
    return z ^ z >> 31;
}

}  // namespace ldm
