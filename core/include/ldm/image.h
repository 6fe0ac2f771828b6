// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace ldm {

/// An 8-bit picture, rows top to bottom, pixels interleaved, sRGB.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 3;                  ///< 1 grey, 3 RGB, 4 RGBA (straight alpha)
    std::vector<std::uint8_t> pixels;  ///< height × width × channels

    bool operator==(const Image&) const = default;
};

}  // namespace ldm
