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

/// What a group norm does to each channel: (x - mean)·scale + bias, each [channels]. The mean is
/// taken off first: a group without spread has a scale so large that folding the two would lose
/// the difference.
struct Affine {
    const float* mean;
    const float* scale;
    const float* bias;
};

/// y = silu(affine(x)) over [pixels,channels]; relative error below 1e-6 beside the rounding of y.
void affine_silu(const float* x, float* y, std::int64_t pixels, std::int64_t channels,
                 const Affine& affine);
void affine_silu(const std::uint16_t* x, std::uint16_t* y, std::int64_t pixels,
                 std::int64_t channels, const Affine& affine);

}  // namespace ldm::nn::kernels
