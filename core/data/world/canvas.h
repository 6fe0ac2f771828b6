// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/colour.h"
#include "data/world/labels.h"

#include <limits>
#include <vector>

namespace ldm::world {

/// The picture in the making, at rendering resolution.
struct Canvas {
    explicit Canvas(int side)
        : size(side),
          colour(size_t(side) * size_t(side)),
          depth(colour.size(), std::numeric_limits<float>::infinity()),
          label(colour.size(), LabelId::Sky)
    {
    }

    size_t index(int x, int y) const { return size_t(y) * size_t(size) + size_t(x); }

    int size;
    std::vector<Colour> colour;
    std::vector<float> depth;  ///< metres along the view; infinite in the sky
    std::vector<LabelId> label;
};

/// Where the picture is taken from.
struct Camera {
    float x, y, eye;         ///< place and height
    float angle;             ///< direction, radians
    float focal;             ///< pixels
    float horizon;           ///< row
    float right_x, right_y;  ///< unit vector to the right
    float ahead_x, ahead_y;  ///< unit vector ahead

    /// Ray of a column: ground position at depth z is (x + dx·z, y + dy·z).
    float dx(float column, float half) const { return ahead_x + right_x * (column - half) / focal; }
    float dy(float column, float half) const { return ahead_y + right_y * (column - half) / focal; }
};

}  // namespace ldm::world
