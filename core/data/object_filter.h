// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/recipe.h"

#include <cstdint>
#include <vector>

namespace ldm::data {

/// Which pictures and boxes layouts are learnt from. The defaults are the published ones for Open
/// Images (Jahn et al. 2021).
struct ObjectFilter {
    double min_area = 1e-4;  ///< share of the picture; smaller boxes are dropped
    int min_objects = 2;     ///< pictures with fewer boxes are left out
    int max_objects = 30;    ///< and those with more

    bool keeps(const LabelledBox& box) const { return box.width * box.height >= min_area; }
    bool keeps(std::size_t boxes) const
    {
        return boxes >= std::size_t(min_objects) && boxes <= std::size_t(max_objects);
    }
};

/// A random order: no box's place in the token sequence means anything.
void shuffle_boxes(std::vector<LabelledBox>& boxes, std::uint64_t seed);

}  // namespace ldm::data
