// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"

namespace ldm::model {

/// What an upscaling starter is told of the small picture (cond_stage_config
/// `sfumato.models.EnlargedImage`), concatenated to x_t: the small picture as in LDM-BSR (LDM
/// paper, Sec. 4.4), then the scaled latent of that picture made f times larger by bicubic
/// interpolation, so that the network has only what interpolation lacks to add. Large pictures are
/// encoded in patches, each with a margin wider than what an encoder without norms sees.
/// @param small [B,3,h,w] in [-1,1]  @return [B,3+C,h,w]
at::Tensor enlarged_condition(LatentDiffusion& model, const at::Tensor& small,
                              const PatchWatch& watch = {});

}  // namespace ldm::model
