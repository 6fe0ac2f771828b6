// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "diffusion/sample_step.h"

namespace ldm::diffusion {

/// Where a solver's noise levels lie between pure noise and the picture.
enum class LevelSpacing {
    Uniform,  ///< evenly in time, the noisiest included ("trailing": Lin et al. 2024)
    Karras,   ///< evenly in σ^(1/7) (Karras et al. 2022, Eq. 5), at the nearest trained levels
};

struct SolverOptions {
    int steps = 20;
    LevelSpacing spacing = LevelSpacing::Uniform;
    double temperature = 1.0;  ///< scales the noise of each step; stochastic solvers only
    QuantizeX0 quantize_x0 = {};
};

/// The time steps of a solver, noisiest first, none twice: at most `steps` of them.
/// @throws Error{BadArgument} unless 1 ≤ steps ≤ T
std::vector<std::int64_t> solver_timesteps(const Schedule& schedule, int steps,
                                           LevelSpacing spacing);

// All of these: x_T is fp32 [B,C,h,w], z_0 the same. The last step goes to the picture without
// noise. They throw Error{BadArgument} for steps out of range, and what the callback throws.

/// DPM-Solver++(2M) (Lu et al. 2022, Alg. 2): second order, one answer of the network a step.
at::Tensor sample_dpmpp_2m(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                           const SolverOptions& options, const StepCallback& on_step = {});

/// SDE-DPM-Solver++(2M) (Lu et al. 2022, App. B): the same with fresh noise in each step.
at::Tensor sample_dpmpp_2m_sde(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                               const SolverOptions& options, NoiseSource& noise,
                               const StepCallback& on_step = {});

/// Heun's method on the probability-flow ODE (Karras et al. 2022, Alg. 1): second order, two
/// answers a step but the last.
at::Tensor sample_heun(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const SolverOptions& options, const StepCallback& on_step = {});

/// UniPC-2 on the foreseen picture (Zhao et al. 2023, Alg. 1 and 2): each answer first corrects the
/// step that led to it, then predicts the next one; third order, one answer a step.
at::Tensor sample_unipc(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                        const SolverOptions& options, const StepCallback& on_step = {});

}  // namespace ldm::diffusion
