// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"

namespace sfumato::tools {

/// Numbers drawn from ½N(-1, s²) + ½N(1, s²): the answer of a perfect network is known.
class MixtureDenoiser final : public ldm::diffusion::Denoiser {
public:
    static constexpr double kDeviation = 0.3;

    explicit MixtureDenoiser(const ldm::diffusion::Schedule& schedule) : schedule_(schedule) {}
    at::Tensor predict_eps(const at::Tensor& x_t, std::int64_t t) override;

private:
    const ldm::diffusion::Schedule& schedule_;
};

/// Quantiles at (i+½)/count, ascending, fp64, of the mixture at a noise level ā (1 = without
/// noise).
at::Tensor mixture_quantiles(std::int64_t count, double alpha_cumprod = 1.0);

/// Mean distance of sorted samples from the mixture's quantiles: the Wasserstein-1 distance.
double distance_to_mixture(const at::Tensor& samples);

}  // namespace sfumato::tools
