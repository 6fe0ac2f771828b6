// SPDX-License-Identifier: MIT
#include "task/run_sampler.h"

#include "diffusion/sample_ddim.h"
#include "diffusion/sample_ddpm.h"
#include "diffusion/sample_plms.h"
#include "diffusion/sample_solver.h"
#include "diffusion/timestep_spacing.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::task {

namespace {

at::Tensor run_ddim(const Recipe& recipe, diffusion::Denoiser& denoiser,
                    const diffusion::Schedule& schedule, const at::Tensor& x_T,
                    const at::Tensor& start, diffusion::NoiseSource& noise,
                    const diffusion::StepCallback& on_step)
{
    diffusion::DdimOptions options{.steps = std::min(recipe.steps, schedule.timesteps()),
                                   .eta = recipe.eta,
                                   .temperature = recipe.temperature,
                                   .trailing = recipe.spacing == SpacingKind::Trailing};
    if (!start.defined())
        return diffusion::sample_ddim(denoiser, schedule, x_T, options, noise, on_step);
    const auto spacing =
        options.trailing ? diffusion::trailing_timesteps : diffusion::uniform_timesteps;
    const auto times = spacing(options.steps, schedule.timesteps());
    const auto steps = std::size_t(recipe.strength * double(times.size()));
    if (steps >= times.size())
        return diffusion::sample_ddim(denoiser, schedule, x_T, options, noise, on_step);
    if (steps == 0)
        return start;
    // As published: noised to the level of the step before the first one that is made.
    options.last_steps = int(steps);
    const auto level = at::full({1}, times[steps], x_T.options().dtype(at::kLong));
    return diffusion::sample_ddim(denoiser, schedule, schedule.q_sample(start, level, x_T), options,
                                  noise, on_step);
}

}  // namespace

at::Tensor run_sampler(const Recipe& recipe, diffusion::Denoiser& denoiser,
                       const diffusion::Schedule& schedule, const at::Tensor& x_T,
                       const at::Tensor& start, diffusion::NoiseSource& noise,
                       const diffusion::StepCallback& on_step)
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
    case SamplerKind::UniPc:
        return diffusion::sample_unipc(denoiser, schedule, x_T, solver, on_step);
    case SamplerKind::Ddim: break;
    }
    return run_ddim(recipe, denoiser, schedule, x_T, start, noise, on_step);
}

}  // namespace ldm::task
