// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "diffusion/sample_step.h"

namespace ldm::diffusion {

struct DdpmOptions {
    int start = 0;             ///< begin at time start - 1; 0 = at the noisiest
    double temperature = 1.0;  ///< scales the noise of each step
    QuantizeX0 quantize_x0 = {};
};

/// Ancestral sampling through every noise level (Ho et al. 2020, Alg. 2), with the fixed small
/// variance. What is known of the picture is blended in after each step, as the published sampler
/// does.
/// @param x_T   start noise, fp32 [B,C,h,w]
/// @param noise drawn once a step, in the last one too
/// @return      z_0, same shape
/// @throws      Error{BadArgument} for a start out of range; what the callback throws
at::Tensor sample_ddpm(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const DdpmOptions& options, NoiseSource& noise,
                       const StepCallback& on_step = {});

}  // namespace ldm::diffusion
