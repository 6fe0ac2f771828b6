// SPDX-License-Identifier: MIT
#pragma once

#include "io/image_decoders.h"

#include <optional>
#include <vector>

namespace ldm {

/// A picture's numbers as its file has them, upright: not converted to 8 bits or to RGB.
struct RawPixels {
    int width = 0, height = 0;
    int channels = 3;                   ///< 3 RGB, 4 RGBA; inks: 4
    bool inverted = false;              ///< inks count from full down
    std::vector<std::uint8_t> shallow;  ///< 8 bits; empty if there are 16
    std::vector<std::uint16_t> deep;
};

/// 16-bit colours of a PNG, grey as RGB. @throws Error with a bare reason, as the decoders
RawPixels deep_png(ImageBytes bytes);

/// 16-bit colours or 8- and 16-bit inks of a TIFF that is stored in rows; none for other kinds.
std::optional<RawPixels> raw_tiff(ImageBytes bytes, int orientation);

/// The inks of a JPEG of four. @throws as the decoders
RawPixels jpeg_inks(ImageBytes bytes);

/// Turns a picture upright (Exif 2.3, tag 0x0112). @param pixels  width × height × channels
template <typename Number>
std::vector<Number> turned(const std::vector<Number>& pixels, int width, int height, int channels,
                           int orientation)
{
    const bool swapped = orientation >= 5;
    const int to_width = swapped ? height : width, to_height = swapped ? width : height;
    std::vector<Number> out(pixels.size());
    const auto count = std::size_t(channels);
    for (int y = 0; y < to_height; ++y) {
        for (int x = 0; x < to_width; ++x) {
            int from_x = swapped ? y : x;
            int from_y = swapped ? x : y;
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
                from_x = width - 1 - from_x;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
                from_y = height - 1 - from_y;
            const auto from = (std::size_t(from_y) * std::size_t(width) + std::size_t(from_x));
            const auto to = (std::size_t(y) * std::size_t(to_width) + std::size_t(x));
            for (std::size_t c = 0; c < count; ++c)
                out[to * count + c] = pixels[from * count + c];
        }
    }
    return out;
}

}  // namespace ldm
