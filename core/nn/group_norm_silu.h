// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

namespace ldm::nn {

/// SiLU(GroupNorm(x)·(1 + scale) + shift) (Wu & He 2018; Elfwing et al. 2017; the scale and shift
/// of Dhariwal & Nichol 2021). Statistics and arithmetic are fp32 whatever the type of x. The
/// operator `ldm::group_norm_silu`: in channels-last memory a fused kernel reads x twice and writes
/// once, on a processor without scale and shift, its gradient too; on a GPU where our CUDA library
/// is open and no gradient is wanted. Elsewhere it is composed.
/// @param x       [B,C,H,W], fp32, bf16 or fp16
/// @param weight  [C] fp32   @param bias [C] fp32
/// @param scale, shift  [B,C] in the type of x; both or none
/// @return        same shape, type and memory layout as x
at::Tensor group_norm_silu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                           int64_t groups, double eps, const at::Tensor& scale = {},
                           const at::Tensor& shift = {});

/// The same, composed of LibTorch's operators: runs anywhere, with gradients.
at::Tensor group_norm_silu_composed(const at::Tensor& x, const at::Tensor& weight,
                                    const at::Tensor& bias, int64_t groups, double eps,
                                    const std::optional<at::Tensor>& scale,
                                    const std::optional<at::Tensor>& shift);

}  // namespace ldm::nn
