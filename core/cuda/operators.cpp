// SPDX-License-Identifier: MIT
// The CUDA side of the operators in runtime/operators.cpp. What a kernel does not take is composed.
#include "cuda/kernels.h"
#include "diffusion/sampler_update.h"
#include "firststage/latent_preview.h"
#include "firststage/vector_quantizer.h"
#include "nn/geglu.h"
#include "nn/group_norm_silu.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/library.h>

#include <optional>

namespace ldm::cuda {

namespace {

using Optional = std::optional<at::Tensor>;

std::optional<Number> number_of(const at::Tensor& x)
{
    switch (x.scalar_type()) {
    case at::kFloat: return Number::Float;
    case at::kHalf: return Number::Half;
    case at::kBFloat16: return Number::BFloat16;
    default: return std::nullopt;
    }
}

bool is_plain_fp32(const at::Tensor& t)
{
    return t.scalar_type() == at::kFloat && t.is_contiguous();
}

// Rows of neighbours, as a half of a wider tensor has them.
at::Tensor in_rows(const Optional& t, at::ScalarType type)
{
    if (!t)
        return {};
    const auto same = t->to(type);
    return same.stride(1) == 1 ? same : same.contiguous();
}

const void* data_of(const at::Tensor& t)
{
    return t.defined() ? t.const_data_ptr() : nullptr;
}

at::Tensor group_norm_silu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                           int64_t groups, double eps, const Optional& scale, const Optional& shift)
{
    constexpr int64_t kMostBlocks = 65535;
    const auto number = number_of(x);
    const bool fits = number && x.dim() == 4 && x.numel() > 0 &&
                      x.is_contiguous(at::MemoryFormat::ChannelsLast) && x.size(1) % groups == 0 &&
                      x.size(1) <= kMostChannels && scale.has_value() == shift.has_value() &&
                      x.size(0) <= kMostBlocks;
    const NormShape shape{fits ? x.size(0) : 0, fits ? x.size(2) * x.size(3) : 0,
                          fits ? x.size(1) : 1, groups};
    if (!fits || norm_parts(shape) > kMostBlocks)
        return nn::group_norm_silu_composed(x, weight, bias, groups, eps, scale, shift);
    const c10::cuda::CUDAGuard guard(x.device());
    const auto w = weight.to(at::kFloat).contiguous(), b = bias.to(at::kFloat).contiguous();
    const auto s = in_rows(scale, x.scalar_type()), t = in_rows(shift, x.scalar_type());
    const bool apart = s.defined() && s.stride(0) != t.stride(0);
    const auto grow = apart ? s.contiguous() : s, add = apart ? t.contiguous() : t;
    const auto fp32 = x.options().dtype(at::kFloat);
    const auto parts = at::empty({shape.batch, groups, norm_parts(shape), 2}, fp32);
    const auto moments = at::empty({shape.batch, groups, 2}, fp32);
    auto y = at::empty_like(x);
    const NormFactors factors{w.const_data_ptr<float>(),
                              b.const_data_ptr<float>(),
                              data_of(grow),
                              data_of(add),
                              grow.defined() ? grow.stride(0) : 0,
                              eps};
    launch_group_norm_silu(data_of(x), y.mutable_data_ptr(), *number, shape, factors,
                           parts.mutable_data_ptr<float>(), moments.mutable_data_ptr<float>(),
                           c10::cuda::getCurrentCUDAStream());
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return y;
}

at::Tensor geglu(const at::Tensor& x)
{
    const auto number = number_of(x);
    if (!number || x.dim() == 0 || x.size(-1) % 2 != 0 || x.numel() == 0)
        return nn::geglu_composed(x);
    const c10::cuda::CUDAGuard guard(x.device());
    const auto packed = x.contiguous();
    auto sizes = x.sizes().vec();
    sizes.back() /= 2;
    auto y = at::empty(sizes, x.options());
    launch_geglu(data_of(packed), y.mutable_data_ptr(), *number, y.numel() / sizes.back(),
                 sizes.back(), c10::cuda::getCurrentCUDAStream());
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return y;
}

at::Tensor nearest_code(const at::Tensor& rows, const at::Tensor& codebook)
{
    if (rows.dim() != 2 || codebook.dim() != 2 || rows.size(1) != codebook.size(1) ||
        rows.scalar_type() != at::kFloat || codebook.scalar_type() != at::kFloat ||
        rows.numel() == 0 || rows.size(1) > kMostWidth || codebook.device() != rows.device())
        return firststage::nearest_code_composed(rows, codebook);
    const c10::cuda::CUDAGuard guard(rows.device());
    const auto z = rows.contiguous(), codes = codebook.contiguous();
    auto index = at::empty({rows.size(0)}, rows.options().dtype(at::kLong));
    launch_nearest_code(z.const_data_ptr<float>(), codes.const_data_ptr<float>(),
                        index.mutable_data_ptr<int64_t>(), z.size(0), codes.size(0), z.size(1),
                        c10::cuda::getCurrentCUDAStream());
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return index;
}

at::Tensor latent_preview(const at::Tensor& z, const at::Tensor& weight, const at::Tensor& bias)
{
    const auto number = number_of(z);
    if (!number || z.dim() != 4 || z.numel() == 0 || !is_plain_fp32(weight) ||
        !is_plain_fp32(bias) || weight.device() != z.device() || bias.device() != z.device() ||
        weight.numel() != 3 * z.size(1) || bias.numel() != 3)
        return firststage::latent_preview_composed(z, weight, bias);
    const c10::cuda::CUDAGuard guard(z.device());
    auto rgb = at::empty({z.size(2), z.size(3), 3}, z.options().dtype(at::kByte));
    const LatentView view{data_of(z),  z.size(1),   z.size(2),  z.size(3),
                          z.stride(1), z.stride(2), z.stride(3)};
    launch_latent_preview(view, *number, weight.const_data_ptr<float>(),
                          bias.const_data_ptr<float>(), rgb.mutable_data_ptr<std::uint8_t>(),
                          c10::cuda::getCurrentCUDAStream());
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return rgb;
}

at::Tensor sampler_update(const at::Tensor& x, double a, const at::Tensor& eps, double b,
                          const Optional& noise, double c)
{
    const auto alike = [&x](const at::Tensor& t) {
        return t.scalar_type() == at::kFloat && t.device() == x.device() && t.sizes() == x.sizes();
    };
    if (!alike(x) || !alike(eps) || (noise && !alike(*noise)) || x.numel() == 0)
        return diffusion::sampler_update_composed(x, a, eps, b, noise, c);
    const c10::cuda::CUDAGuard guard(x.device());
    // A latent may have come out of the network in channels-last memory.
    const auto format = x.suggest_memory_format();
    const auto from = x.contiguous(format), direction = eps.contiguous(format);
    const auto fresh = noise ? noise->contiguous(format) : at::Tensor();
    auto y = at::empty_like(from);
    launch_sampler_update(from.const_data_ptr<float>(), float(a), direction.const_data_ptr<float>(),
                          float(b), fresh.defined() ? fresh.const_data_ptr<float>() : nullptr,
                          float(c), y.mutable_data_ptr<float>(), y.numel(),
                          c10::cuda::getCurrentCUDAStream());
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return y;
}

}  // namespace

TORCH_LIBRARY_IMPL(ldm, CUDA, library)
{
    library.impl("group_norm_silu", group_norm_silu);
    library.impl("geglu", geglu);
    library.impl("nearest_code", nearest_code);
    library.impl("latent_preview", latent_preview);
    library.impl("sampler_update", sampler_update);
}

}  // namespace ldm::cuda
