// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace ldm::nn::kernels {

// Inner loops over channels-last rows, built for several instruction sets; the processor at hand
// chooses. Rows are fp32, or bf16 as its 16 bits.

/// Adds each channel of [pixels,channels] to `sum` and its square to `square`, both [channels].
void accumulate(const float* x, std::int64_t pixels, std::int64_t channels, float* sum,
                float* square);
void accumulate(const std::uint16_t* x, std::int64_t pixels, std::int64_t channels, float* sum,
                float* square);

/// A group norm channel by channel, each [channels]: (x - mean)·rstd·weight + bias. The mean is
/// taken off first: a group without spread has an rstd so large that folding the two would lose the
/// difference.
struct Norm {
    const float* mean;
    const float* rstd;
    const float* weight;
    const float* bias;
};

/// y = silu(norm(x)) over [pixels,channels]; relative error below 1e-6 beside the rounding of y.
void norm_silu(const float* x, float* y, std::int64_t pixels, std::int64_t channels,
               const Norm& norm);
void norm_silu(const std::uint16_t* x, std::uint16_t* y, std::int64_t pixels, std::int64_t channels,
               const Norm& norm);

/// With u = norm(x), x̂ = (x - mean)·rstd and du the gradient at u for `dy` at silu(u): adds each
/// channel of du to `du_sum` and of du·x̂ to `dux_sum`, both [channels].
void norm_silu_sums(const float* x, const float* dy, std::int64_t pixels, std::int64_t channels,
                    const Norm& norm, float* du_sum, float* dux_sum);
void norm_silu_sums(const std::uint16_t* x, const std::uint16_t* dy, std::int64_t pixels,
                    std::int64_t channels, const Norm& norm, float* du_sum, float* dux_sum);

/// dx = rstd·(weight·du - a - x̂·b): `a` and `b` [channels] are the group's means of weight·du and
/// of weight·du·x̂.
void norm_silu_grad(const float* x, const float* dy, float* dx, std::int64_t pixels,
                    std::int64_t channels, const Norm& norm, const float* a, const float* b);
void norm_silu_grad(const std::uint16_t* x, const std::uint16_t* dy, std::uint16_t* dx,
                    std::int64_t pixels, std::int64_t channels, const Norm& norm, const float* a,
                    const float* b);

}  // namespace ldm::nn::kernels
