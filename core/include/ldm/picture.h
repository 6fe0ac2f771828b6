// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/recipe.h"

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

/// Where the time of one run went, in seconds of wall time.
struct Timings {
    double load = 0.0;     ///< reading and preparing the model; 0 when it was in memory
    double prepare = 0.0;  ///< conditioning and start noise
    double sample = 0.0;   ///< all steps, previews included
    double decode = 0.0;   ///< latent to picture
    double total = 0.0;
};

/// A finished picture and how it was made.
struct Picture {
    Image image;
    Recipe recipe;  ///< as run: sizes, model hash and compute type filled in
    Timings timings;
};

}  // namespace ldm
