// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"
#include "model/latent_diffusion.h"
#include "model/patchwise.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace ldm::task {

struct DecodeOptions {
    std::optional<model::PatchOptions> patches;  ///< decode by these, as published
    std::uintmax_t memory = 0;  ///< bytes to stay below by tiles of our own; 0 = any
    bool truncate = false;      ///< cut off to whole grey levels instead of rounding
    model::PatchWatch watch = {};
};

/// Decodes z [1,C,h,w] into `image`, whose sides say how much of the result is kept. Never holds
/// more of the float picture than one row of tiles.
/// @return the picture at a preview's size, [1,3,h·d,w·d] in [-1,1]; of a large one the part that
/// firststage::LatentPreview learns from
at::Tensor decode_into(Image& image, model::LatentDiffusion& model, const at::Tensor& z,
                       const DecodeOptions& options);

}  // namespace ldm::task
