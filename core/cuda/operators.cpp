// SPDX-License-Identifier: MIT
// The CUDA side of the operators that runtime/gpu_operator.cpp declares.
#include "cuda/kernels.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/library.h>

#include <optional>

namespace ldm::cuda {

namespace {

Number number_of(const at::Tensor& x)
{
    switch (x.scalar_type()) {
    case at::kFloat: return Number::Float;
    case at::kHalf: return Number::Half;
    case at::kBFloat16: return Number::BFloat16;
    default: break;
    }
    TORCH_CHECK(false, "ldm: no CUDA kernel for ", x.scalar_type());
}

const void* data_of(const at::Tensor& t)
{
    return t.const_data_ptr();
}

at::Tensor group_norm_silu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                           int64_t groups, double eps, const std::optional<at::Tensor>& scale,
                           const std::optional<at::Tensor>& shift)
{
    TORCH_CHECK(x.dim() == 4 && x.is_contiguous(at::MemoryFormat::ChannelsLast),
                "ldm::group_norm_silu: x must be [B,C,H,W] in channels-last memory");
    TORCH_CHECK(x.size(1) % groups == 0, "ldm::group_norm_silu: groups must divide the channels");
    const c10::cuda::CUDAGuard guard(x.device());
    const auto stream = c10::cuda::getCurrentCUDAStream();
    const NormShape shape{x.size(0), x.size(2) * x.size(3), x.size(1), groups};
    const auto w = weight.to(at::kFloat).contiguous(), b = bias.to(at::kFloat).contiguous();
    at::Tensor s, t;
    if (scale) {
        s = scale->to(x.scalar_type()).contiguous();
        t = shift->to(x.scalar_type()).contiguous();
    }
    auto y = at::empty_like(x);
    if (x.numel() == 0)
        return y;
    const auto sums = at::zeros({shape.batch, groups, 2}, x.options().dtype(at::kDouble));
    auto* moments = sums.mutable_data_ptr<double>();
    launch_group_sums(data_of(x), number_of(x), shape, moments, stream);
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    launch_norm_silu(data_of(x), y.mutable_data_ptr(), number_of(x), shape, moments, eps,
                     w.const_data_ptr<float>(), b.const_data_ptr<float>(),
                     s.defined() ? data_of(s) : nullptr, t.defined() ? data_of(t) : nullptr,
                     stream);
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return y;
}

at::Tensor geglu(const at::Tensor& x)
{
    TORCH_CHECK(x.dim() > 0 && x.size(-1) % 2 == 0 && x.is_contiguous(),
                "ldm::geglu: x must be contiguous with an even last side");
    const c10::cuda::CUDAGuard guard(x.device());
    auto sizes = x.sizes().vec();
    sizes.back() /= 2;
    auto y = at::empty(sizes, x.options());
    if (y.numel() == 0)
        return y;
    launch_geglu(data_of(x), y.mutable_data_ptr(), number_of(x), y.numel() / sizes.back(),
                 sizes.back(), c10::cuda::getCurrentCUDAStream());
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return y;
}

at::Tensor nearest_code(const at::Tensor& rows, const at::Tensor& codebook)
{
    TORCH_CHECK(rows.dim() == 2 && codebook.dim() == 2 && rows.size(1) == codebook.size(1) &&
                    rows.scalar_type() == at::kFloat && codebook.scalar_type() == at::kFloat &&
                    rows.is_contiguous() && codebook.is_contiguous(),
                "ldm::nearest_code: rows [n,d] and codebook [k,d] must be contiguous fp32");
    const c10::cuda::CUDAGuard guard(rows.device());
    auto index = at::empty({rows.size(0)}, rows.options().dtype(at::kLong));
    if (rows.size(0) == 0)
        return index;
    launch_nearest_code(rows.const_data_ptr<float>(), codebook.const_data_ptr<float>(),
                        index.mutable_data_ptr<int64_t>(), rows.size(0), codebook.size(0),
                        rows.size(1), c10::cuda::getCurrentCUDAStream());
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return index;
}

}  // namespace

TORCH_LIBRARY_IMPL(ldm, CUDA, library)
{
    library.impl("group_norm_silu", group_norm_silu);
    library.impl("geglu", geglu);
    library.impl("nearest_code", nearest_code);
}

}  // namespace ldm::cuda
