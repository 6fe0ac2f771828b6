// SPDX-License-Identifier: MIT
#include "diffusion/sampler_update.h"

#include "runtime/operators.h"

#include <ATen/ATen.h>
#include <torch/library.h>

namespace ldm::diffusion {

at::Tensor sampler_update_composed(const at::Tensor& x, double a, const at::Tensor& eps, double b,
                                   const std::optional<at::Tensor>& noise, double c)
{
    const auto sum = a * x + b * eps;
    return noise ? sum + c * *noise : sum;
}

at::Tensor sampler_update(const at::Tensor& x, double a, const at::Tensor& eps, double b,
                          const at::Tensor& noise, double c)
{
    static const Operator<at::Tensor(const at::Tensor&, double, const at::Tensor&, double,
                                     const std::optional<at::Tensor>&, double)>
        op("ldm::sampler_update");
    const auto moved = noise.defined() ? std::optional(noise.to(x.device())) : std::nullopt;
    return op(x, a, eps, b, moved, c);
}

TORCH_LIBRARY_IMPL(ldm, CompositeImplicitAutograd, library)
{
    library.impl("sampler_update", sampler_update_composed);
}

}  // namespace ldm::diffusion
