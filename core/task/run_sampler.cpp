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

// Of a run without a latent to start from, noisiest first.
std::vector<std::int64_t> ddim_times(const Recipe& recipe, int timesteps)
{
    const auto spacing = recipe.spacing == SpacingKind::Trailing ? diffusion::trailing_timesteps
                                                                 : diffusion::uniform_timesteps;
    auto times = spacing(std::min(recipe.steps, timesteps), timesteps);
    std::reverse(times.begin(), times.end());
    return times;
}

at::Tensor run_ddim(const Recipe& recipe, diffusion::Denoiser& denoiser,
                    const diffusion::Schedule& schedule, const Course& course,
                    diffusion::NoiseSource& noise, const diffusion::StepCallback& on_step)
{
    const int end = course.stop > 0 ? course.stop : course.steps();
    if (course.done >= end)
        return course.x;
    const diffusion::DdimOptions options{.steps = std::min(recipe.steps, schedule.timesteps()),
                                         .eta = recipe.eta,
                                         .temperature = recipe.temperature,
                                         .trailing = recipe.spacing == SpacingKind::Trailing,
                                         .last_steps = course.steps() - course.done,
                                         .stop_after = end - course.done};
    return diffusion::sample_ddim(denoiser, schedule, course.x, options, noise, on_step);
}

}  // namespace

Course plan_course(const Recipe& recipe, const diffusion::Schedule& schedule, const at::Tensor& x_T,
                   const at::Tensor& start)
{
    Course course;
    course.x = x_T;
    if (recipe.sampler != SamplerKind::Ddim)
        return course;
    course.times = ddim_times(recipe, schedule.timesteps());
    course.end = diffusion::ddim_end(recipe.spacing == SpacingKind::Trailing);
    const auto all = course.times.size();
    const auto steps = std::size_t(recipe.strength * double(all));
    if (!start.defined() || steps >= all)
        return course;
    course.x = start;
    if (steps > 0) {
        // As published: noised to the level of the step before the first one that is made.
        const auto level =
            at::full({1}, course.times[all - steps - 1], x_T.options().dtype(at::kLong));
        course.x = schedule.q_sample(start, level, x_T);
    }
    course.times.erase(course.times.begin(), course.times.end() - std::ptrdiff_t(steps));
    return course;
}

int planned_steps(const Recipe& recipe, int timesteps)
{
    if (recipe.sampler == SamplerKind::Ddpm)
        return timesteps;
    if (recipe.sampler != SamplerKind::Ddim)
        return std::min(recipe.steps, timesteps);
    const int all = int(ddim_times(recipe, timesteps).size());
    const int steps = recipe.task == TaskKind::Text && recipe.image
                          ? std::min(all, int(recipe.strength * all))
                          : all;
    return std::max(0, steps - (recipe.origin ? recipe.origin->step : 0));
}

at::Tensor run_sampler(const Recipe& recipe, diffusion::Denoiser& denoiser,
                       const diffusion::Schedule& schedule, const Course& course,
                       diffusion::NoiseSource& noise, const diffusion::StepCallback& on_step)
{
    const auto& x_T = course.x;
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
    return run_ddim(recipe, denoiser, schedule, course, noise, on_step);
}

}  // namespace ldm::task
