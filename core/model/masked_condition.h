// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"

namespace ldm::model {

/// What an inpainting model is told of the picture (LDM paper, Sec. 4.5), concatenated to x_t.
/// inpainting_big: the masked picture through the first stage, unscaled, then the mask, both ±1
/// (masked-out pixels are -1). Models with `mask_first` (LatentInpaintDiffusion): the mask as 0
/// and 1, then the picture with a grey hole, scaled. Starters (cond_stage_config
/// `sfumato.models.SmoothedHole`): the picture whose hole is filled smoothly, scaled, then the
/// mask, ±1, so that the network has only what is not smooth to add.
/// @param image [B,3,H,W] in [0,1]  @param mask [B,1,H,W], 1 = hole  @return [B,1+C,h,w]
at::Tensor masked_image_condition(LatentDiffusion& model, const at::Tensor& image,
                                  const at::Tensor& mask);

/// A hole filled from its surroundings with nothing but smooth colour: means over coarser and
/// coarser grids, interpolated back (push and pull; Gortler et al. 1996, Sec. 3.4) and relaxed to
/// almost a membrane in each.
/// @param image [B,C,H,W]  @param mask [B,1,H,W], 1 = hole  @return like image; a picture that is
///         all hole becomes 0
at::Tensor smoothly_filled(const at::Tensor& image, const at::Tensor& mask);

/// Where a latent cell holds any of the hole: [B,1,h,w], 0 or 1.
at::Tensor hole_in_latent(const at::Tensor& mask, int factor);

}  // namespace ldm::model
