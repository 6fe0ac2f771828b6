// SPDX-License-Identifier: MIT
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

namespace ldm::cuda {

/// Types of numbers that the kernels take.
enum class Number { Float, Half, BFloat16 };

/// x and y are pictures in channels-last memory, [batch][pixels][channels].
struct NormShape {
    std::int64_t batch, pixels, channels, groups;
};

/// Sums and sums of squares of each group. @param sums [batch][groups][2] fp64, zero before
void launch_group_sums(const void* x, Number type, NormShape shape, double* sums,
                       cudaStream_t stream);

/// y = SiLU(norm(x)·weight + bias), with ·(1 + scale) + shift before the SiLU if those are given.
/// @param sums of launch_group_sums  @param weight, bias [channels] fp32
/// @param scale, shift [batch][channels] in the type of x, or null
void launch_norm_silu(const void* x, void* y, Number type, NormShape shape, const double* sums,
                      double eps, const float* weight, const float* bias, const void* scale,
                      const void* shift, cudaStream_t stream);

/// y[r][c] = x[r][c]·GELU(x[r][width + c]). @param x [rows][2·width]  @param y [rows][width]
void launch_geglu(const void* x, void* y, Number type, std::int64_t rows, std::int64_t width,
                  cudaStream_t stream);

/// The code nearest to each row, the first of equals. @param rows [count][width] fp32
/// @param codebook [codes][width] fp32  @param index [count]
void launch_nearest_code(const float* rows, const float* codebook, std::int64_t* index,
                         std::int64_t count, std::int64_t codes, std::int64_t width,
                         cudaStream_t stream);

}  // namespace ldm::cuda
