// SPDX-License-Identifier: MIT
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

namespace ldm::cuda {

/// Types of numbers that the kernels take.
enum class Number { Float, Half, BFloat16 };

/// A picture batch in channels-last memory, [batch][pixels][channels].
struct NormShape {
    std::int64_t batch, pixels, channels, groups;
};

/// Most channels of a norm: a block holds a few numbers of each.
constexpr std::int64_t kMostChannels = 4096;

/// Parts that the pixels of a picture are cut into for the statistics: [batch][groups][parts].
std::int64_t norm_parts(const NormShape& shape);

/// What a norm is made with. All fp32 but scale and shift, which have the type of x.
struct NormFactors {
    const float* weight;  ///< [channels]
    const float* bias;    ///< [channels]
    const void* scale;    ///< [batch][channels] or null
    const void* shift;    ///< the same
    std::int64_t stride;  ///< from picture to picture of scale and shift
    double eps;
};

/// y = SiLU(norm(x)·weight + bias), with ·(1 + scale) + shift before the SiLU if those are given.
/// The same sums in the same order in every run.
/// @param parts   [batch][groups][norm_parts][2] fp32, room for what is found in each part
/// @param moments [batch][groups][2] fp32, room for mean and 1/deviation
void launch_group_norm_silu(const void* x, void* y, Number type, const NormShape& shape,
                            const NormFactors& factors, float* parts, float* moments,
                            cudaStream_t stream);

/// y[r][c] = x[r][c]·GELU(x[r][width + c]). @param x [rows][2·width]  @param y [rows][width]
void launch_geglu(const void* x, void* y, Number type, std::int64_t rows, std::int64_t width,
                  cudaStream_t stream);

/// The code nearest to each row, the first of equals. @param rows [count][width] fp32
/// @param codebook [codes][width] fp32, width at most kMostWidth  @param index [count]
void launch_nearest_code(const float* rows, const float* codebook, std::int64_t* index,
                         std::int64_t count, std::int64_t codes, std::int64_t width,
                         cudaStream_t stream);
constexpr std::int64_t kMostWidth = 2048;

/// y = a·x + b·eps + c·noise over `count` numbers. @param noise null: none
void launch_sampler_update(const float* x, float a, const float* eps, float b, const float* noise,
                           float c, float* y, std::int64_t count, cudaStream_t stream);

/// A latent and how far its channels, rows and columns lie apart, in numbers.
struct LatentView {
    const void* data;
    std::int64_t channels, height, width;
    std::int64_t channel_stride, row_stride, column_stride;
};

/// rgb[y][x][k] = (clamp(bias[k] + Σ z[c][y][x]·weight[c][k]) + 1)·127.5, rounded.
/// @param weight [channels][3]  @param bias [3]  @param rgb [height][width][3]
void launch_latent_preview(const LatentView& z, Number type, const float* weight, const float* bias,
                           std::uint8_t* rgb, cudaStream_t stream);

}  // namespace ldm::cuda
