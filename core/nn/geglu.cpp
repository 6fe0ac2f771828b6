// SPDX-License-Identifier: MIT
#include "nn/geglu.h"

#include "runtime/operators.h"

#include <ATen/ATen.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/library.h>

namespace ldm::nn {

namespace {

const Operator<at::Tensor(const at::Tensor&)>& registered()
{
    static const Operator<at::Tensor(const at::Tensor&)> op("ldm::geglu");
    return op;
}

at::Tensor with_gradient(const at::Tensor& x)
{
    if (wants_gradient({x}))
        return geglu_composed(x);
    const at::AutoDispatchBelowADInplaceOrView below;
    return registered()(x);
}

}  // namespace

at::Tensor geglu_composed(const at::Tensor& x)
{
    const auto parts = x.chunk(2, -1);
    return parts[0] * at::gelu(parts[1]);
}

at::Tensor geglu(const at::Tensor& x)
{
    return registered()(x);
}

TORCH_LIBRARY_IMPL(ldm, CompositeExplicitAutograd, library)
{
    library.impl("geglu", geglu_composed);
}

TORCH_LIBRARY_IMPL(ldm, Autograd, library)
{
    library.impl("geglu", with_gradient);
}

}  // namespace ldm::nn
