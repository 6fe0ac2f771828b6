// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ldm::world {

struct WorldOptions {
    int size = 256;       ///< pixels a side, 32 … 4096
    int supersample = 2;  ///< rays a pixel and axis, 1 … 4
};

/// A landscape with everything that is known of it.
struct WorldPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;     ///< height × width × 3, sRGB
    std::vector<std::uint8_t> labels;  ///< height × width, LabelId
    std::string caption;
    std::string kind, light;
    int class_id = 0;  ///< kind · 8 + light
};

/// The landscape of a seed: the same bytes each time. May be called from many threads.
/// @throws Error{BadArgument} for a size or supersampling out of range
WorldPicture render(std::uint64_t seed, const WorldOptions& options = {});

}  // namespace ldm::world
