// SPDX-License-Identifier: MIT
#include "task/run_sampler.h"

#include "diffusion/sample_ddim.h"
#include "diffusion/sample_ddpm.h"
#include "diffusion/sample_plms.h"
#include "diffusion/sample_solver.h"

#include <algorithm>

namespace ldm::task {

at::Tensor run_sampler(const Recipe& recipe, diffusion::Denoiser& denoiser,
                       const diffusion::Schedule& schedule, const at::Tensor& x_T,
                       diffusion::NoiseSource& noise, const diffusion::StepCallback& on_step)
{
    const int steps = std::min(recipe.steps, schedule.timesteps());
    const diffusion::SolverOptions solver{.steps = steps,
                                          .spacing = recipe.spacing == SpacingKind::Karras
                                                         ? diffusion::LevelSpacing::Karras
                                                         : diffusion::LevelSpacing::Uniform,
                                          .temperature = recipe.temperature};
    switch (recipe.sampler) {
    case SamplerKind::Plms:
        return diffusion::sample_plms(denoiser, schedule, x_T, {.steps = steps}, noise, on_step);
    case SamplerKind::Ddpm:
        return diffusion::sample_ddpm(denoiser, schedule, x_T, {.temperature = recipe.temperature},
                                      noise, on_step);
    case SamplerKind::DpmSolverPp2M:
        return diffusion::sample_dpmpp_2m(denoiser, schedule, x_T, solver, on_step);
    case SamplerKind::DpmSolverPp2MSde:
        return diffusion::sample_dpmpp_2m_sde(denoiser, schedule, x_T, solver, noise, on_step);
    case SamplerKind::Heun: return diffusion::sample_heun(denoiser, schedule, x_T, solver, on_step);
    case SamplerKind::Ddim: break;
    }
    return diffusion::sample_ddim(
        denoiser, schedule, x_T,
        {.steps = steps, .eta = recipe.eta, .temperature = recipe.temperature}, noise, on_step);
}

}  // namespace ldm::task
