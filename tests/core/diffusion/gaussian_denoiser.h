// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::test {

/// The exact answer where every value of the picture is drawn from N(mean, deviation²).
class GaussianDenoiser final : public diffusion::Denoiser {
public:
    GaussianDenoiser(const diffusion::Schedule& schedule, double mean, double deviation)
        : schedule_(schedule), mean_(mean), deviation_(deviation)
    {
    }

    at::Tensor predict_eps(const at::Tensor& x, std::int64_t t) override
    {
        ++calls;
        return sigma(t) / (spread(t) * spread(t)) * (x - alpha(t) * mean_);
    }

    /// Where the probability-flow ODE leads from x_T at `from`, stepping straight from `last` to
    /// the expected picture.
    at::Tensor flow(const at::Tensor& x_T, std::int64_t from, std::int64_t last) const
    {
        const auto z = (x_T - alpha(from) * mean_) / spread(from);
        return mean_ + deviation_ * deviation_ * alpha(last) / spread(last) * z;
    }

    int calls = 0;

private:
    double alpha(std::int64_t t) const
    {
        return std::sqrt(double(schedule_.alphas_cumprod.const_data_ptr<float>()[t]));
    }
    double sigma(std::int64_t t) const { return std::sqrt(1.0 - alpha(t) * alpha(t)); }
    double spread(std::int64_t t) const { return std::hypot(alpha(t) * deviation_, sigma(t)); }

    const diffusion::Schedule& schedule_;
    double mean_, deviation_;
};

}  // namespace ldm::test
