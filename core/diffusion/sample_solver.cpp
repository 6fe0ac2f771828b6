// SPDX-License-Identifier: MIT
#include "diffusion/sample_solver.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace ldm::diffusion {

namespace {

// x_t = alpha·x_0 + sigma·noise at one time step.
struct Level {
    std::int64_t t;
    double alpha, sigma;

    double lambda() const { return std::log(alpha / sigma); }  // half the log-SNR
    double ratio() const { return sigma / alpha; }             // σ of Karras et al.
};

Level level_at(const Schedule& schedule, std::int64_t t)
{
    const double a = schedule.alphas_cumprod.const_data_ptr<float>()[t];
    return {t, std::sqrt(a), std::sqrt(1.0 - a)};
}

std::vector<Level> levels_of(const Schedule& schedule, const SolverOptions& options)
{
    std::vector<Level> levels;
    for (const auto t : solver_timesteps(schedule, options.steps, options.spacing))
        levels.push_back(level_at(schedule, t));
    return levels;
}

at::Tensor foresee(const at::Tensor& x, const at::Tensor& eps, const Level& level,
                   const SolverOptions& options)
{
    const auto x0 = (x - level.sigma * eps) / level.alpha;
    return options.quantize_x0 ? options.quantize_x0(x0) : x0;
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

// DPM-Solver++(2M); `noise` makes it the SDE's.
at::Tensor sample_dpmpp(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                        const SolverOptions& options, NoiseSource* noise,
                        const StepCallback& on_step)
{
    check_shape(x_T, {-1, -1, -1, -1}, "x_T");
    const auto levels = levels_of(schedule, options);
    const int total = int(levels.size());
    at::Tensor earlier;
    double earlier_h = 0.0;
    auto x = std::move(x_T);
    for (int i = 0; i < total; ++i) {
        const auto& now = levels[size_t(i)];
        x = denoiser.enter(x, now.t);
        const auto x0 = foresee(x, denoiser.predict_eps(x, now.t), now, options);
        if (i + 1 == total) {
            x = x0;
        } else {
            const auto& next = levels[size_t(i) + 1];
            const double h = next.lambda() - now.lambda();
            const auto d = earlier.defined() ? x0 + (x0 - earlier) * (h / (2.0 * earlier_h)) : x0;
            const double decay = noise ? 2.0 * h : h;
            x = (next.sigma / now.sigma * std::exp(h - decay)) * x -
                (next.alpha * std::expm1(-decay)) * d;
            if (noise)
                x = x + (next.sigma * std::sqrt(-std::expm1(-decay)) * options.temperature) *
                            noise->normal(x.sizes()).to(x.device());
            earlier = x0;
            earlier_h = h;
        }
        if (on_step)
            on_step({i + 1, total, x, x0});
    }
    return x;
}

}  // namespace

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

at::Tensor sample_dpmpp_2m(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                           const SolverOptions& options, const StepCallback& on_step)
{
    return sample_dpmpp(denoiser, schedule, std::move(x_T), options, nullptr, on_step);
}

at::Tensor sample_dpmpp_2m_sde(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                               const SolverOptions& options, NoiseSource& noise,
                               const StepCallback& on_step)
{
    return sample_dpmpp(denoiser, schedule, std::move(x_T), options, &noise, on_step);
}

at::Tensor sample_heun(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const SolverOptions& options, const StepCallback& on_step)
{
    check_shape(x_T, {-1, -1, -1, -1}, "x_T");
    const auto levels = levels_of(schedule, options);
    const int total = int(levels.size());
    auto x = std::move(x_T);
    for (int i = 0; i < total; ++i) {
        const auto& now = levels[size_t(i)];
        x = denoiser.enter(x, now.t);
        const auto eps = denoiser.predict_eps(x, now.t);
        const auto x0 = foresee(x, eps, now, options);
        if (i + 1 == total) {
            x = x0;
        } else {
            // In x/alpha the flow is d(x/alpha) = eps·d(sigma/alpha).
            const auto& next = levels[size_t(i) + 1];
            const double h = next.ratio() - now.ratio();
            const auto flat = x0 + now.ratio() * eps;
            const auto there = denoiser.predict_eps(next.alpha * (flat + h * eps), next.t);
            x = next.alpha * (flat + (0.5 * h) * (eps + there));
        }
        if (on_step)
            on_step({i + 1, total, x, x0});
    }
    return x;
}

}  // namespace ldm::diffusion
