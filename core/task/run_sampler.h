// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "diffusion/sample_step.h"
#include "ldm/recipe.h"

namespace ldm::task {

/// Goes from x_T [B,C,h,w] to z_0 by the sampler that the recipe names, with its steps, spacing,
/// eta and temperature; more steps than the model has levels become as many as it has.
/// @param start latent z_0 to begin from, sent back to noise by the recipe's strength, ddim only
///              (SDEdit; Meng et al. 2022); undefined = from x_T
at::Tensor run_sampler(const Recipe& recipe, diffusion::Denoiser& denoiser,
                       const diffusion::Schedule& schedule, const at::Tensor& x_T,
                       const at::Tensor& start, diffusion::NoiseSource& noise,
                       const diffusion::StepCallback& on_step);

}  // namespace ldm::task
