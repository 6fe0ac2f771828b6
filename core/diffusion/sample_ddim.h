// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "diffusion/sample_step.h"
#include "diffusion/timestep_spacing.h"

namespace ldm::diffusion {

struct DdimOptions {
    int steps = 50;
    double eta = 0.0;
    double temperature = 1.0;  ///< scales the noise of each step
    QuantizeX0 quantize_x0 = {};
    bool trailing = false;  ///< steps as trailing_timesteps, to DdimEnd::Picture; not as published
    int last_steps = 0;     ///< only so many steps, the last ones; 0 = all
    int stop_after = 0;     ///< end after so many of these steps, half-way; 0 = at the picture
};

/// Denoising diffusion implicit models (Song et al. 2021, Sec. 4.1, Eq. 12). The paper's alpha is
/// our alphas_cumprod. All arithmetic is fp32.
/// @param x_T   start noise, fp32 [B,C,h,w]
/// @param noise drawn once a step, also when eta is 0, as the published sampler does
/// @return      z_0, or x after `stop_after` steps; same shape
/// @throws      Error{BadArgument} for steps or eta out of range; what the callback throws
at::Tensor sample_ddim(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const DdimOptions& options, NoiseSource& noise,
                       const StepCallback& on_step = {});

/// The way back: from a latent to the noise that DDIM with eta 0 and as many steps would make it
/// of, up to the steps' own error (Song et al. 2021, Sec. 4.3).
/// @param z_0 fp32 [B,C,h,w] @return x_T, same shape
/// @throws    as sample_ddim
at::Tensor invert_ddim(Denoiser& denoiser, const Schedule& schedule, at::Tensor z_0, int steps,
                       const StepCallback& on_step = {});

}  // namespace ldm::diffusion
