// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/picture.h"

#include <torch/types.h>

#include <vector>

namespace ldm::train {

/// [C,H,W] in [-1,1] → 8-bit picture, rounded. C = 3.
Image to_image(const torch::Tensor& picture);

/// Label indices [H,W] in the world's colours; others beyond its labels.
torch::Tensor colour_map(const torch::Tensor& labels);

/// Rows of equally sized pictures [N,3,H,W] (one tensor a row) with a 2-pixel gap.
Image make_grid(const std::vector<torch::Tensor>& rows);

}  // namespace ldm::train
