// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace ldm::world {

/// Labels of the world, in the order of their indices. More may follow; none is renumbered.
enum class LabelId : std::uint8_t {
    Sky,
    Cloud,
    Mountain,
    Hill,
    Snow,
    Rock,
    Grass,
    Flowers,
    Bush,
    Tree,
    Sand,
    Dirt,
    Road,
    Sea,
    Lake,
    River,
    Building,
    Object
};

inline constexpr std::size_t kLabelCount = 18;

struct Label {
    const char* name;
    std::array<std::uint8_t, 3> rgb;  ///< sRGB, as in the artist's palette
};

std::span<const Label, kLabelCount> labels();

}  // namespace ldm::world
