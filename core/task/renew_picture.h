// SPDX-License-Identifier: MIT
#pragma once

#include "task/decode_image.h"

namespace ldm::task {

/// A latent of which only a part differs from the one that a picture was decoded from.
struct Renewal {
    model::LatentDiffusion& model;
    const at::Tensor& z;        ///< [1,C,h,w]
    const at::Tensor& renewed;  ///< bool [1,1,h,w], the cells that may differ
    const DecodeOptions& options;
};

/// The old picture with the renewed cells decoded anew: nothing outside of them changes, and inside
/// the new picture comes in over a few pixels. Only these cells and what their decoding looks at
/// are decoded.
/// @param width, height  of the picture wanted
/// @throws Error{BadArgument} if the old picture has another size
Image renewed_picture(const Image& old_picture, int width, int height, const Renewal& renewal);

}  // namespace ldm::task
