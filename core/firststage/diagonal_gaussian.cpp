// SPDX-License-Identifier: MIT
#include "firststage/diagonal_gaussian.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

namespace ldm::firststage {

DiagonalGaussian::DiagonalGaussian(const torch::Tensor& moments)
{
    check_shape(moments, {-1, -1, -1, -1}, "moments");
    if (moments.size(1) % 2 != 0)
        throw Error(ErrorCode::ShapeMismatch, "moments needs an even number of channels.",
                    "moments");
    const auto parts = moments.chunk(2, 1);
    mean_ = parts[0];
    logvar_ = parts[1].clamp(-30.0, 20.0);
}

torch::Tensor DiagonalGaussian::std() const
{
    return at::exp(0.5 * logvar_);
}

torch::Tensor DiagonalGaussian::sample(const torch::Tensor& noise) const
{
    check_shape(noise, mean_.sizes(), "noise");
    return mean_ + std() * noise;
}

torch::Tensor DiagonalGaussian::kl() const
{
    return 0.5 * (mean_.square() + logvar_.exp() - 1.0 - logvar_).sum({1, 2, 3});
}

}  // namespace ldm::firststage
