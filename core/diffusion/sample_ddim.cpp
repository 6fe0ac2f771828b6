// SPDX-License-Identifier: MIT
#include "diffusion/sample_ddim.h"

#include "diffusion/sampler_update.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace ldm::diffusion {

at::Tensor sample_ddim(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const DdimOptions& options, NoiseSource& noise, const StepCallback& on_step)
{
    check_shape(x_T, {-1, -1, -1, -1}, "x_T");
    const auto spacing = options.trailing ? trailing_timesteps : uniform_timesteps;
    const auto table = make_ddim_table(schedule, spacing(options.steps, schedule.timesteps()),
                                       options.eta, ddim_end(options.trailing));
    const int all = int(table.timesteps.size());
    const int total = options.last_steps > 0 ? std::min(options.last_steps, all) : all;
    const int made = options.stop_after > 0 ? std::min(options.stop_after, total) : total;
    auto x = std::move(x_T);
    for (int i = total - 1; i >= total - made; --i) {
        const auto k = size_t(i);
        const float a = table.alphas[k], previous = table.alphas_prev[k], sigma = table.sigmas[k];
        x = denoiser.enter(x, table.timesteps[k]);
        const auto eps = denoiser.predict_eps(x, table.timesteps[k]);
        auto pred_x0 = (x - table.sqrt_one_minus_alphas[k] * eps) / std::sqrt(a);
        if (options.quantize_x0)
            pred_x0 = options.quantize_x0(pred_x0);
        const auto fresh = noise.normal(x.sizes());
        x = sampler_update(pred_x0, std::sqrt(previous), eps,
                           std::sqrt(1.0f - previous - sigma * sigma),
                           sigma > 0.0f ? fresh : at::Tensor(), sigma * options.temperature);
        if (on_step)
            on_step({total - i, made, x, pred_x0});
    }
    return x;
}

at::Tensor invert_ddim(Denoiser& denoiser, const Schedule& schedule, at::Tensor z_0, int steps,
                       const StepCallback& on_step)
{
    check_shape(z_0, {-1, -1, -1, -1}, "z_0");
    const auto table =
        make_ddim_table(schedule, uniform_timesteps(steps, schedule.timesteps()), 0.0);
    const int total = int(table.timesteps.size());
    auto x = std::move(z_0);
    for (int i = 0; i < total; ++i) {
        const auto k = size_t(i);
        const float a = table.alphas[k], previous = table.alphas_prev[k];
        const auto eps = denoiser.predict_eps(x, table.timesteps[k]);
        const auto pred_x0 = (x - std::sqrt(1.0f - previous) * eps) / std::sqrt(previous);
        x = sampler_update(pred_x0, std::sqrt(a), eps, table.sqrt_one_minus_alphas[k]);
        if (on_step)
            on_step({i + 1, total, x, pred_x0});
    }
    return x;
}

}  // namespace ldm::diffusion
