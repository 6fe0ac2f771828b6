// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

namespace ldm::nn {

/// Sinusoidal embedding of time steps (Ho et al. 2020, after Vaswani et al. 2017), cosines first.
/// @param t      [B], any real type   @param width even or odd; an odd one ends in a zero column
/// @return       [B,width] fp32: the arithmetic is fp32 whatever the compute type
at::Tensor timestep_embedding(const at::Tensor& t, int64_t width);

}  // namespace ldm::nn
