// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/noise_source.h"
#include "ldm/recipe.h"

#include <memory>

namespace ldm::task {

/// Where a latent lies in the picture that a recipe's masks are stretched over, in pixels as they
/// are computed.
struct Frame {
    int left = 0, top = 0;  ///< of the latent's first cell
    int picture_width = 0, picture_height = 0;
    int width = 0, height = 0;  ///< of the latent, in cells
    int factor = 1;             ///< pixels a cell
};

/// The cells that a mask touches anywhere, bool [1,1,h,w]; cells beyond the picture follow its last
/// row and column.
at::Tensor cells_of(const Image& mask, const Frame& frame);

/// The noise that a recipe asks for: its seed's, blended, where masks say so another's.
std::unique_ptr<diffusion::NoiseSource> make_noise(const Recipe& recipe, const Frame& frame);

}  // namespace ldm::task
