// SPDX-License-Identifier: MIT
#include "mixture.h"

#include <ATen/ATen.h>

#include <cmath>

namespace sfumato::tools {

namespace {

// Inverts an increasing distribution function by bisection.
template <typename Distribution>
at::Tensor quantiles(std::int64_t count, Distribution distribution)
{
    auto out = at::empty({count}, at::kDouble);
    auto* values = out.mutable_data_ptr<double>();
    for (std::int64_t i = 0; i < count; ++i) {
        const double p = (double(i) + 0.5) / double(count);
        double low = -20.0, high = 20.0;
        for (int round = 0; round < 60; ++round)
            (distribution((low + high) / 2.0) < p ? low : high) = (low + high) / 2.0;
        values[i] = low;
    }
    return out;
}

double normal(double x)
{
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

}  // namespace

at::Tensor MixtureDenoiser::predict_eps(const at::Tensor& x_t, std::int64_t t)
{
    const double a = schedule_.alphas_cumprod[t].item<double>();
    const double mean = std::sqrt(a), variance = a * kDeviation * kDeviation + 1.0 - a;
    const auto x = x_t.to(at::kDouble);
    // Of the two parts, how much the right one has the say: a logistic function of x.
    const auto share = at::sigmoid(2.0 * mean * x / variance);
    const auto score = (mean * (2.0 * share - 1.0) - x) / variance;
    return (-std::sqrt(1.0 - a) * score).to(x_t.scalar_type());
}

at::Tensor mixture_quantiles(std::int64_t count, double alpha_cumprod)
{
    constexpr double s = MixtureDenoiser::kDeviation;
    const double mean = std::sqrt(alpha_cumprod);
    const double spread = std::sqrt(alpha_cumprod * s * s + 1.0 - alpha_cumprod);
    return quantiles(count, [=](double x) {
        return 0.5 * (normal((x + mean) / spread) + normal((x - mean) / spread));
    });
}

double distance_to_mixture(const at::Tensor& samples)
{
    const auto sorted = std::get<0>(samples.to(at::kDouble).flatten().sort());
    return (sorted - mixture_quantiles(sorted.size(0))).abs().mean().item<double>();
}

}  // namespace sfumato::tools
