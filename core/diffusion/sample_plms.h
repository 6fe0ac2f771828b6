// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "diffusion/sample_step.h"

namespace ldm::diffusion {

struct PlmsOptions {
    int steps = 50;
    QuantizeX0 quantize_x0 = {};
};

/// Pseudo linear multi-step sampling (Liu et al. 2022, Sec. 3.3, Eq. 12): DDIM's step with the
/// noise extrapolated from the last four answers. The first step asks the network twice. DDIM's
/// time steps; deterministic.
/// @param x_T   start noise, fp32 [B,C,h,w]
/// @param noise drawn as the published sampler does (once a step, twice in the first) and not used,
///              so that a seed gives the same masks
/// @return      z_0, same shape
/// @throws      Error{BadArgument} for steps out of range; what the callback throws
at::Tensor sample_plms(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const PlmsOptions& options, NoiseSource& noise,
                       const StepCallback& on_step = {});

}  // namespace ldm::diffusion
