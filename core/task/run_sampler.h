// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "diffusion/sample_step.h"
#include "diffusion/timestep_spacing.h"
#include "ldm/recipe.h"

namespace ldm::task {

/// Where a run begins and what lies before it.
struct Course {
    at::Tensor x;                     ///< [B,C,h,w] fp32, behind `done` steps
    std::vector<std::int64_t> times;  ///< of all steps, noisiest first; ddim only, else empty
    diffusion::DdimEnd end = diffusion::DdimEnd::FirstLevel;  ///< where the last one leads
    int done = 0;  ///< steps that are not made again; ddim only
    int stop = 0;  ///< end behind so many of all steps; 0 = at the picture

    int steps() const { return int(times.size()); }
};

/// The whole way from x_T, or from a latent.
/// @param start latent z_0 to begin from, sent back to noise by the recipe's strength, ddim only
///              (SDEdit; Meng et al. 2022); undefined = from x_T
Course plan_course(const Recipe& recipe, const diffusion::Schedule& schedule, const at::Tensor& x_T,
                   const at::Tensor& start);

/// How many steps a run of the recipe reports with a model of so many noise levels.
int planned_steps(const Recipe& recipe, int timesteps);

/// Goes to z_0 by the sampler that the recipe names, with its steps, spacing, eta and temperature;
/// more steps than the model has levels become as many as it has. Steps are reported from 1 on,
/// without those that were done.
/// @param noise one draw before the first step to be made
at::Tensor run_sampler(const Recipe& recipe, diffusion::Denoiser& denoiser,
                       const diffusion::Schedule& schedule, const Course& course,
                       diffusion::NoiseSource& noise, const diffusion::StepCallback& on_step);

}  // namespace ldm::task
