// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

namespace ldm::nn {

/// The linear half times the GELU of the other (Shazeer 2020, GEGLU). The operator `ldm::geglu`.
/// @param x [...,2·W] → [...,W]
at::Tensor geglu(const at::Tensor& x);

/// The same, composed of LibTorch's operators: runs anywhere, with gradients.
at::Tensor geglu_composed(const at::Tensor& x);

}  // namespace ldm::nn
