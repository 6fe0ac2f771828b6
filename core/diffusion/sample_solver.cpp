// SPDX-License-Identifier: MIT
#include "diffusion/sample_solver.h"

#include "diffusion/sampler_update.h"
#include "diffusion/solver_level.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::diffusion {

namespace {

// DPM-Solver++(2M); `noise` makes it the SDE's.
at::Tensor sample_dpmpp(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                        const SolverOptions& options, NoiseSource* noise,
                        const StepCallback& on_step)
{
    check_shape(x_T, {-1, -1, -1, -1}, "x_T");
    const auto levels = solver_levels(schedule, options);
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
            const double fresh = next.sigma * std::sqrt(-std::expm1(-decay)) * options.temperature;
            x = sampler_update(x, next.sigma / now.sigma * std::exp(h - decay), d,
                               -(next.alpha * std::expm1(-decay)),
                               noise ? noise->normal(x.sizes()) : at::Tensor(), fresh);
            earlier = x0;
            earlier_h = h;
        }
        if (on_step)
            on_step({i + 1, total, x, x0});
    }
    return x;
}

}  // namespace

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
    const auto levels = solver_levels(schedule, options);
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
