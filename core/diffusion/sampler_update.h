// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

namespace ldm::diffusion {

/// a·x + b·eps + c·noise: what most samplers do at the end of a step, in one pass on a GPU. The
/// operator `ldm::sampler_update`.
/// @param x, eps  fp32, one shape   @param noise the same, on any device, or undefined: none
at::Tensor sampler_update(const at::Tensor& x, double a, const at::Tensor& eps, double b,
                          const at::Tensor& noise = {}, double c = 0.0);

/// The same, composed of LibTorch's operators. The noise is on the device of x.
at::Tensor sampler_update_composed(const at::Tensor& x, double a, const at::Tensor& eps, double b,
                                   const std::optional<at::Tensor>& noise, double c);

}  // namespace ldm::diffusion
