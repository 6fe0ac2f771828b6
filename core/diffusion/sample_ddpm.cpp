// SPDX-License-Identifier: MIT
#include "diffusion/sample_ddpm.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::diffusion {

at::Tensor sample_ddpm(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                       const DdpmOptions& options, NoiseSource& noise, const StepCallback& on_step)
{
    check_shape(x_T, {-1, -1, -1, -1}, "x_T");
    const int total = options.start == 0 ? schedule.timesteps() : options.start;
    if (total < 1 || total > schedule.timesteps())
        throw Error(ErrorCode::BadArgument,
                    "Ancestral sampling starts at a time between 1 and " +
                        std::to_string(schedule.timesteps()) + ", not " + std::to_string(total) +
                        ".",
                    "start");
    const float* log_variance = schedule.posterior_log_variance_clipped.const_data_ptr<float>();
    auto x = std::move(x_T);
    const auto batch = x.size(0);
    for (int t = total - 1; t >= 0; --t) {
        const auto times = at::full({batch}, t, x.options().dtype(at::kLong));
        const auto eps = denoiser.predict_eps(x, t);
        auto pred_x0 = schedule.predict_start_from_noise(x, times, eps);
        if (options.quantize_x0)
            pred_x0 = options.quantize_x0(pred_x0);
        const auto fresh = noise.normal(x.sizes());
        x = schedule.q_posterior_mean(pred_x0, x, times);
        if (t > 0)
            x = x + (std::exp(0.5f * log_variance[t]) * options.temperature) * fresh.to(x.device());
        x = denoiser.enter(x, t);
        if (on_step)
            on_step({total - t, total, x, pred_x0});
    }
    return x;
}

}  // namespace ldm::diffusion
