// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/passes.h"

namespace ldm::world {

struct CloudPoint {
    float cover = 0.0f, light = 0.0f;
};

/// The clouds of one picture, worked out at a coarse grid over its sky.
class Clouds {
public:
    explicit Clouds(Stage& stage);

    /// Cover and light (0 in shade … 1 in the sun) at a place of the canvas.
    CloudPoint at(float column, float row) const;

private:
    enum class Style { Clear, Cumulus, Cirrus, Stratus };

    void heap(Stage& stage);
    void sheet(Stage& stage, Style style);
    Style draw_style(Stage& stage) const;

    CloudPoint* cell(int x, int y) { return &grid_[size_t(y) * size_t(width_) + size_t(x)]; }
    const CloudPoint* cell(int x, int y) const
    {
        return &grid_[size_t(y) * size_t(width_) + size_t(x)];
    }

    int width_ = 0, height_ = 0;
    float step_ = 1.0f;  ///< canvas pixels a cell
    std::vector<CloudPoint> grid_;
};

}  // namespace ldm::world
