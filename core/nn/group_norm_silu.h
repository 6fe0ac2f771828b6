// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

namespace ldm::nn {

/// SiLU(GroupNorm(x)) (Wu & He 2018; Elfwing et al. 2017).
/// Statistics and arithmetic are fp32 whatever the type of x. On a CPU and in channels-last memory
/// a fused kernel reads x twice and writes once, and so does its gradient; elsewhere it is
/// composed.
/// @param x       [B,C,H,W], fp32 or bf16
/// @param weight  [C] fp32   @param bias [C] fp32
/// @return        same shape, type and memory layout as x
at::Tensor group_norm_silu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                           int64_t groups, double eps);

}  // namespace ldm::nn
