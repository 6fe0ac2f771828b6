// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "diffusion/timestep_spacing.h"

namespace ldm::diffusion {

/// One finished step of a sampler.
struct SampleStep {
    int step;  ///< 1 … total
    int total;
    const at::Tensor& x;        ///< the latent after the step
    const at::Tensor& pred_x0;  ///< the picture as it is foreseen, in latent form
};

/// Called after each step; may throw Cancelled.
using StepCallback = std::function<void(const SampleStep&)>;

struct DdimOptions {
    int steps = 50;
    double eta = 0.0;
    double temperature = 1.0;  ///< scales the noise of each step
    std::function<at::Tensor(const at::Tensor&)> quantize_x0 = {};  ///< snaps x0 to a codebook
};

/// Denoising diffusion implicit models (Song et al. 2021, Sec. 4.1, Eq. 12). The paper's alpha is
/// our alphas_cumprod. All arithmetic is fp32.
/// @param x_T   start noise, fp32 [B,C,h,w]
/// @param noise drawn once a step, also when eta is 0, as the published sampler does
/// @return      z_0, same shape
/// @throws      Error{BadArgument} for steps or eta out of range; what the callback throws
at::Tensor sample_ddim(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const DdimOptions& options, NoiseSource& noise,
                       const StepCallback& on_step = {});

}  // namespace ldm::diffusion
