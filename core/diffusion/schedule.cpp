// SPDX-License-Identifier: MIT
#include "diffusion/schedule.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

namespace ldm::diffusion {

Prediction prediction_from_name(std::string_view name)
{
    if (name == "eps")
        return Prediction::Epsilon;
    if (name == "x0")
        return Prediction::X0;
    if (name == "v")
        return Prediction::V;
    throw Error(
        ErrorCode::BadArgument,
        "There is no parameterization named '" + std::string(name) + "'; there are eps, x0 and v.",
        "parameterization");
}

namespace {

at::Tensor narrow_to_float(const at::Tensor& table)
{
    return table.to(at::kFloat);
}

}  // namespace

Schedule::Schedule(const ScheduleConfig& config)
{
    const auto values = make_betas(config);
    const auto b = at::tensor(values, at::kDouble);
    const auto alphas = 1.0 - b;
    const auto cumulative = at::cumprod(alphas, 0);
    const auto previous = at::cat({at::ones({1}, at::kDouble), cumulative.slice(0, 0, -1)});
    const double v = config.v_posterior;
    const auto variance = (1.0 - v) * b * (1.0 - previous) / (1.0 - cumulative) + v * b;

    betas = narrow_to_float(b);
    alphas_ = narrow_to_float(alphas);
    alphas_cumprod = narrow_to_float(cumulative);
    alphas_cumprod_prev = narrow_to_float(previous);
    sqrt_alphas_cumprod = narrow_to_float(cumulative.sqrt());
    sqrt_one_minus_alphas_cumprod = narrow_to_float((1.0 - cumulative).sqrt());
    log_one_minus_alphas_cumprod = narrow_to_float((1.0 - cumulative).log());
    sqrt_recip_alphas_cumprod = narrow_to_float((1.0 / cumulative).sqrt());
    sqrt_recipm1_alphas_cumprod = narrow_to_float((1.0 / cumulative - 1.0).sqrt());
    posterior_variance = narrow_to_float(variance);
    posterior_log_variance_clipped = narrow_to_float(variance.clamp_min(1e-20).log());
    posterior_mean_coef1 = narrow_to_float(b * previous.sqrt() / (1.0 - cumulative));
    posterior_mean_coef2 = narrow_to_float((1.0 - previous) * alphas.sqrt() / (1.0 - cumulative));
}

at::Tensor extract(const at::Tensor& table, const at::Tensor& t)
{
    return table.to(t.device()).index_select(0, t).view({-1, 1, 1, 1});
}

at::Tensor Schedule::q_sample(const at::Tensor& x0, const at::Tensor& t,
                              const at::Tensor& noise) const
{
    check_shape(noise, x0.sizes(), "noise");
    return extract(sqrt_alphas_cumprod, t) * x0 + extract(sqrt_one_minus_alphas_cumprod, t) * noise;
}

at::Tensor Schedule::predict_start_from_noise(const at::Tensor& x_t, const at::Tensor& t,
                                              const at::Tensor& noise) const
{
    return extract(sqrt_recip_alphas_cumprod, t) * x_t -
           extract(sqrt_recipm1_alphas_cumprod, t) * noise;
}

at::Tensor Schedule::predict_noise_from_start(const at::Tensor& x_t, const at::Tensor& t,
                                              const at::Tensor& x0) const
{
    return (extract(sqrt_recip_alphas_cumprod, t) * x_t - x0) /
           extract(sqrt_recipm1_alphas_cumprod, t);
}

at::Tensor Schedule::training_target(Prediction prediction, const at::Tensor& x0,
                                     const at::Tensor& t, const at::Tensor& noise) const
{
    switch (prediction) {
    case Prediction::Epsilon: return noise;
    case Prediction::X0: return x0;
    case Prediction::V: break;
    }
    return extract(sqrt_alphas_cumprod, t) * noise - extract(sqrt_one_minus_alphas_cumprod, t) * x0;
}

at::Tensor Schedule::noise_from_answer(Prediction prediction, const at::Tensor& x_t,
                                       const at::Tensor& t, const at::Tensor& answer) const
{
    switch (prediction) {
    case Prediction::Epsilon: return answer;
    case Prediction::X0: return predict_noise_from_start(x_t, t, answer);
    case Prediction::V: break;
    }
    return extract(sqrt_alphas_cumprod, t) * answer +
           extract(sqrt_one_minus_alphas_cumprod, t) * x_t;
}

at::Tensor Schedule::start_from_answer(Prediction prediction, const at::Tensor& x_t,
                                       const at::Tensor& t, const at::Tensor& answer) const
{
    switch (prediction) {
    case Prediction::Epsilon: return predict_start_from_noise(x_t, t, answer);
    case Prediction::X0: return answer;
    case Prediction::V: break;
    }
    // Without a division, which at the noisiest levels would enlarge every error a hundredfold.
    return extract(sqrt_alphas_cumprod, t) * x_t -
           extract(sqrt_one_minus_alphas_cumprod, t) * answer;
}

at::Tensor Schedule::q_posterior_mean(const at::Tensor& x0, const at::Tensor& x_t,
                                      const at::Tensor& t) const
{
    return extract(posterior_mean_coef1, t) * x0 + extract(posterior_mean_coef2, t) * x_t;
}

at::Tensor Schedule::lvlb_weights(Prediction prediction) const
{
    at::Tensor weights;
    switch (prediction) {
    case Prediction::Epsilon:
        weights = betas.square() / (2.0 * posterior_variance * alphas_ * (1.0 - alphas_cumprod));
        break;
    case Prediction::X0:
        // The reference divides by 2·1 - ā, not by 2·(1 - ā); kept so that losses agree.
        weights = 0.5 * alphas_cumprod.sqrt() / (2.0 * 1.0 - alphas_cumprod);
        break;
    case Prediction::V: return at::ones_like(betas);
    }
    if (weights.size(0) > 1)
        weights[0] = weights[1];
    return weights;
}

}  // namespace ldm::diffusion
