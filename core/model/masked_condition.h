// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"

namespace ldm::model {

/// What an inpainting model is told of the picture (LDM paper, Sec. 4.5), concatenated to x_t.
/// inpainting_big: the masked picture through the first stage, unscaled, then the mask, both ±1
/// (masked-out pixels are -1). Models with `mask_first` (LatentInpaintDiffusion): the mask as 0
/// and 1, then the picture with a grey hole, scaled.
/// @param image [B,3,H,W] in [0,1]  @param mask [B,1,H,W], 1 = hole  @return [B,1+C,h,w]
at::Tensor masked_image_condition(LatentDiffusion& model, const at::Tensor& image,
                                  const at::Tensor& mask);

}  // namespace ldm::model
