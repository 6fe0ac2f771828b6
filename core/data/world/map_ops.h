// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ldm::world {

using Labels = std::vector<std::uint8_t>;

/// Each pixel becomes the most frequent label of the (2r+1)² around it.
Labels mode_filter(std::span<const std::uint8_t> labels, int width, int height, int radius);

/// Islands of fewer than `pixels` pixels (4-connected) take the label of their surroundings.
void drop_islands(Labels& labels, int width, int height, int pixels);

/// A map as a hand would paint it: random strength from untouched to a few flat strokes; outlines
/// smoothed, small regions merged, rare labels folded into their neighbours' kin.
Labels simplify_map(std::span<const std::uint8_t> labels, int width, int height,
                    std::uint64_t seed);

}  // namespace ldm::world
