// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"

#include <string>
#include <vector>

namespace ldm {

/// Where each word, box or class of a recipe acts on its picture: the mean over all layers and
/// heads of the cross-attention in the last step.
struct Attention {
    /// In the recipe's order: the prompt's words (of a class, its name's) as they are written
    /// between spaces, then the boxes by their labels' names.
    std::vector<std::string> words;
    /// One channel each, one size for all (at most 32 a side, stretched over the picture); each is
    /// scaled so that its strongest place is 255.
    std::vector<Image> maps;
    /// How strong each is beside the others: its largest share of the attention anywhere, 0 to 1.
    std::vector<double> strength;
};

}  // namespace ldm
