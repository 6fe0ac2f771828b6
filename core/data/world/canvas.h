// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/colour.h"
#include "data/world/labels.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace ldm::world {

/// The picture in the making, at rendering resolution; light is linear.
struct Canvas {
    explicit Canvas(int side)
        : size(side),
          colour(size_t(side) * size_t(side)),
          depth(colour.size(), std::numeric_limits<float>::infinity()),
          front(depth),
          height(colour.size()),
          slope(colour.size()),
          label(colour.size(), LabelId::Sky),
          instance(colour.size(), 0)
    {
    }

    size_t index(int x, int y) const { return size_t(y) * size_t(size) + size_t(x); }
    bool is_land(size_t i) const { return depth[i] < std::numeric_limits<float>::infinity(); }

    int size;
    std::vector<Colour> colour;
    std::vector<float> depth;   ///< metres ahead of the ground; infinite in the sky
    std::vector<float> front;   ///< metres ahead of whatever is seen there
    std::vector<float> height;  ///< of the ground over still water
    std::vector<float> slope;   ///< 0 level … 1 upright
    std::vector<LabelId> label;
    std::vector<std::uint16_t> instance;  ///< number of the thing seen there; 0 = none
};

/// Where the picture is taken from: the origin of the land, looking along z.
struct Camera {
    float eye;      ///< height over still water
    float focal;    ///< pixels
    float horizon;  ///< row
    float half;     ///< half the canvas

    float slant(float column) const { return (column - half) / focal; }  ///< x / z of a column
    float column(float x, float z) const { return half + focal * x / z; }
    float row(float height, float z) const { return horizon + focal * (eye - height) / z; }
};

inline bool is_water(LabelId label)
{
    return label == LabelId::Sea || label == LabelId::Lake || label == LabelId::River;
}

inline bool is_sky(LabelId label)
{
    return label == LabelId::Sky || label == LabelId::Cloud;
}

}  // namespace ldm::world
