// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

namespace ldm::diffusion {

/// One finished step of a sampler.
struct SampleStep {
    int step;  ///< 1 … total
    int total;
    const at::Tensor& x;        ///< the latent after the step
    const at::Tensor& pred_x0;  ///< the picture as it is foreseen, in latent form
};

/// Called after each step; may throw Cancelled.
using StepCallback = std::function<void(const SampleStep&)>;

/// Snaps a foreseen x_0 to a codebook (the first stage's `quantize`).
using QuantizeX0 = std::function<at::Tensor(const at::Tensor&)>;

}  // namespace ldm::diffusion
