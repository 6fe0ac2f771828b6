// SPDX-License-Identifier: MIT
#include "diffusion/sample_plms.h"

#include "diffusion/sampler_update.h"
#include "diffusion/timestep_spacing.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <cmath>
#include <deque>

namespace ldm::diffusion {

namespace {

// Adams–Bashforth weights of the newest answer first, by how many there are.
at::Tensor extrapolate(const at::Tensor& eps, const std::deque<at::Tensor>& earlier)
{
    switch (earlier.size()) {
    case 0: return eps;
    case 1: return (3.0 * eps - earlier[0]) / 2.0;
    case 2: return (23.0 * eps - 16.0 * earlier[0] + 5.0 * earlier[1]) / 12.0;
    default: return (55.0 * eps - 59.0 * earlier[0] + 37.0 * earlier[1] - 9.0 * earlier[2]) / 24.0;
    }
}

}  // namespace

at::Tensor sample_plms(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const PlmsOptions& options, NoiseSource& noise, const StepCallback& on_step)
{
    check_shape(x_T, {-1, -1, -1, -1}, "x_T");
    const auto table =
        make_ddim_table(schedule, uniform_timesteps(options.steps, schedule.timesteps()), 0.0);
    const int total = int(table.timesteps.size());
    at::Tensor pred_x0;
    const auto ddim_step = [&](const at::Tensor& x, const at::Tensor& eps, size_t k) {
        pred_x0 = (x - table.sqrt_one_minus_alphas[k] * eps) / std::sqrt(table.alphas[k]);
        if (options.quantize_x0)
            pred_x0 = options.quantize_x0(pred_x0);
        noise.normal(x.sizes());
        const float previous = table.alphas_prev[k];
        return sampler_update(pred_x0, std::sqrt(previous), eps, std::sqrt(1.0f - previous));
    };
    std::deque<at::Tensor> earlier;  // newest first
    auto x = std::move(x_T);
    for (int i = total - 1; i >= 0; --i) {
        const auto k = size_t(i);
        x = denoiser.enter(x, table.timesteps[k]);
        const auto eps = denoiser.predict_eps(x, table.timesteps[k]);
        auto direction = extrapolate(eps, earlier);
        if (earlier.empty()) {
            const auto foreseen = ddim_step(x, eps, k);
            const auto next = table.timesteps[k > 0 ? k - 1 : 0];
            direction = (eps + denoiser.predict_eps(foreseen, next)) / 2.0;
        }
        x = ddim_step(x, direction, k);
        earlier.push_front(eps);
        if (earlier.size() > 3)
            earlier.pop_back();
        if (on_step)
            on_step({total - i, total, x, pred_x0});
    }
    return x;
}

}  // namespace ldm::diffusion
