// SPDX-License-Identifier: MIT
#include "diffusion/solver_level.h"

#include "ldm/error.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::diffusion {

namespace {

SolverLevel level_at(const Schedule& schedule, std::int64_t t)
{
    const double a = schedule.alphas_cumprod.const_data_ptr<float>()[t];
    return {t, std::sqrt(a), std::sqrt(1.0 - a)};
}

// The trained level whose log σ is nearest.
std::int64_t nearest_level(const Schedule& schedule, double ratio)
{
    const double wanted = std::log(ratio);
    std::int64_t low = 0, high = schedule.timesteps() - 1;
    while (high - low > 1) {
        const auto middle = (low + high) / 2;
        (std::log(level_at(schedule, middle).ratio()) < wanted ? low : high) = middle;
    }
    const double below = wanted - std::log(level_at(schedule, low).ratio());
    const double above = std::log(level_at(schedule, high).ratio()) - wanted;
    return below < above ? low : high;
}

}  // namespace

double SolverLevel::lambda() const
{
    return std::log(alpha / sigma);
}

std::vector<std::int64_t> solver_timesteps(const Schedule& schedule, int steps,
                                           LevelSpacing spacing)
{
    const int all = schedule.timesteps();
    if (steps < 1 || steps > all)
        throw Error(ErrorCode::BadArgument,
                    "The number of steps must be between 1 and " + std::to_string(all) +
                        ", but is " + std::to_string(steps) + ".",
                    "steps");
    constexpr double kRho = 7.0;
    const double top = std::pow(level_at(schedule, all - 1).ratio(), 1.0 / kRho);
    const double bottom = std::pow(level_at(schedule, 0).ratio(), 1.0 / kRho);
    std::vector<std::int64_t> timesteps;
    for (int i = 0; i < steps; ++i) {
        std::int64_t t = std::llround(all - double(i) * all / steps) - 1;
        if (spacing == LevelSpacing::Karras) {
            const double share = steps > 1 ? double(i) / (steps - 1) : 0.0;
            t = nearest_level(schedule, std::pow(top + share * (bottom - top), kRho));
        }
        if (timesteps.empty() || t < timesteps.back())
            timesteps.push_back(t);
    }
    return timesteps;
}

std::vector<SolverLevel> solver_levels(const Schedule& schedule, const SolverOptions& options)
{
    std::vector<SolverLevel> levels;
    for (const auto t : solver_timesteps(schedule, options.steps, options.spacing))
        levels.push_back(level_at(schedule, t));
    return levels;
}

at::Tensor foresee(const at::Tensor& x, const at::Tensor& eps, const SolverLevel& level,
                   const SolverOptions& options)
{
    const auto x0 = (x - level.sigma * eps) / level.alpha;
    return options.quantize_x0 ? options.quantize_x0(x0) : x0;
}

}  // namespace ldm::diffusion
