// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ldm::world {

struct Materials;

struct WorldOptions {
    int size = 256;                        ///< pixels a side, 32 … 4096
    int supersample = 2;                   ///< rays a pixel and axis, 1 … 4
    const Materials* materials = nullptr;  ///< not owned; procedural ones if null
    int kind = -1;                         ///< of the enum Kind; any if negative
    int light = -1;                        ///< of the enum Light; any if negative
};

/// A thing in the picture: the box of what is seen of it, in parts of the picture's sides.
struct WorldObject {
    std::string label;  ///< "cow", "sailing boat", "cottage", "tree" …
    float x, y, w, h;   ///< left, top, width, height
};

/// A landscape with everything that is known of it.
struct WorldPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;       ///< height × width × 3, sRGB
    std::vector<std::uint8_t> labels;    ///< height × width, LabelId
    std::vector<std::uint16_t> numbers;  ///< height × width: object number + 1, 0 = none
    std::vector<WorldObject> objects;    ///< at least 40 % and some pixels of each are seen
    std::string caption;
    std::string kind, light;
    int class_id = 0;  ///< kind · 8 + light
};

/// The landscape of a seed: the same bytes each time with the same materials. May be called from
/// many threads.
/// @throws Error{BadArgument} for a size, supersampling, kind or light out of range
WorldPicture render(std::uint64_t seed, const WorldOptions& options = {});

}  // namespace ldm::world
