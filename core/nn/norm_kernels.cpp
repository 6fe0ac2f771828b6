// SPDX-License-Identifier: MIT
#include "nn/norm_kernels.h"

#include <algorithm>
#include <bit>

// The linker's choice between instruction sets does not get along with the address sanitizer.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define LDM_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LDM_CLONES
#endif
#define LDM_INLINE inline __attribute__((always_inline))

namespace ldm::nn::kernels {

namespace {

LDM_INLINE float load(float x)
{
    return x;
}

LDM_INLINE float load(std::uint16_t x)
{
    return std::bit_cast<float>(std::uint32_t(x) << 16);
}

LDM_INLINE void store(float& y, float value)
{
    y = value;
}

// Rounds to the nearest bf16, ties to even.
LDM_INLINE void store(std::uint16_t& y, float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    y = std::uint16_t((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

// 2^t by splitting off the whole part and a Taylor series on [-1/2, 1/2].
LDM_INLINE float exp2_fast(float t)
{
    constexpr float kRound = 12582912.0f;  // 1.5·2²³: adding it rounds to a whole number
    t = std::min(std::max(t, -126.0f), 126.0f);
    const float shifted = t + kRound;
    const float f = t - (shifted - kRound);
    float p = 1.5403530e-4f;
    p = p * f + 1.3333558e-3f;
    p = p * f + 9.6181291e-3f;
    p = p * f + 5.5504109e-2f;
    p = p * f + 2.4022651e-1f;
    p = p * f + 6.9314718e-1f;
    p = p * f + 1.0f;
    const auto exponent =
        std::bit_cast<std::int32_t>(shifted) - std::bit_cast<std::int32_t>(kRound);
    return std::bit_cast<float>(std::bit_cast<std::int32_t>(p) + exponent * (1 << 23));
}

LDM_INLINE float sigmoid(float v)
{
    constexpr float kLog2E = 1.4426950f;
    return 1.0f / (1.0f + exp2_fast(-v * kLog2E));
}

template <typename T>
LDM_INLINE void accumulate_rows(const T* x, std::int64_t pixels, std::int64_t channels,
                                float* __restrict sum, float* __restrict square)
{
    for (std::int64_t p = 0; p < pixels; ++p) {
        const T* row = x + p * channels;
        for (std::int64_t c = 0; c < channels; ++c) {
            const float v = load(row[c]);
            sum[c] += v;
            square[c] += v * v;
        }
    }
}

template <typename T>
LDM_INLINE void norm_silu_rows(const T* x, T* y, std::int64_t pixels, std::int64_t channels,
                               const Norm& norm)
{
    const Norm n = norm;
    for (std::int64_t p = 0; p < pixels; ++p) {
        const T* __restrict in = x + p * channels;
        T* __restrict out = y + p * channels;
        for (std::int64_t c = 0; c < channels; ++c) {
            const float u = (load(in[c]) - n.mean[c]) * n.rstd[c] * n.weight[c] + n.bias[c];
            store(out[c], u * sigmoid(u));
        }
    }
}

// The gradient at u for `dy` at silu(u).
LDM_INLINE float silu_grad(float u, float dy)
{
    const float s = sigmoid(u);
    return dy * s * (1.0f + u * (1.0f - s));
}

template <typename T>
LDM_INLINE void norm_silu_sums_rows(const T* x, const T* dy, std::int64_t pixels,
                                    std::int64_t channels, const Norm& norm,
                                    float* __restrict du_sum, float* __restrict dux_sum)
{
    const Norm n = norm;
    for (std::int64_t p = 0; p < pixels; ++p) {
        const T* in = x + p * channels;
        const T* grad = dy + p * channels;
        for (std::int64_t c = 0; c < channels; ++c) {
            const float xhat = (load(in[c]) - n.mean[c]) * n.rstd[c];
            const float du = silu_grad(xhat * n.weight[c] + n.bias[c], load(grad[c]));
            du_sum[c] += du;
            dux_sum[c] += du * xhat;
        }
    }
}

template <typename T>
LDM_INLINE void norm_silu_grad_rows(const T* x, const T* dy, T* dx, std::int64_t pixels,
                                    std::int64_t channels, const Norm& norm, const float* a,
                                    const float* b)
{
    const Norm n = norm;
    for (std::int64_t p = 0; p < pixels; ++p) {
        const T* in = x + p * channels;
        const T* grad = dy + p * channels;
        T* __restrict out = dx + p * channels;
        for (std::int64_t c = 0; c < channels; ++c) {
            const float xhat = (load(in[c]) - n.mean[c]) * n.rstd[c];
            const float du = silu_grad(xhat * n.weight[c] + n.bias[c], load(grad[c]));
            store(out[c], n.rstd[c] * (n.weight[c] * du - a[c] - xhat * b[c]));
        }
    }
}

}  // namespace

LDM_CLONES void accumulate(const float* x, std::int64_t pixels, std::int64_t channels, float* sum,
                           float* square)
{
    accumulate_rows(x, pixels, channels, sum, square);
}

LDM_CLONES void accumulate(const std::uint16_t* x, std::int64_t pixels, std::int64_t channels,
                           float* sum, float* square)
{
    accumulate_rows(x, pixels, channels, sum, square);
}

LDM_CLONES void norm_silu(const float* x, float* y, std::int64_t pixels, std::int64_t channels,
                          const Norm& norm)
{
    norm_silu_rows(x, y, pixels, channels, norm);
}

LDM_CLONES void norm_silu_sums(const float* x, const float* dy, std::int64_t pixels,
                               std::int64_t channels, const Norm& norm, float* du_sum,
                               float* dux_sum)
{
    norm_silu_sums_rows(x, dy, pixels, channels, norm, du_sum, dux_sum);
}

LDM_CLONES void norm_silu_grad(const float* x, const float* dy, float* dx, std::int64_t pixels,
                               std::int64_t channels, const Norm& norm, const float* a,
                               const float* b)
{
    norm_silu_grad_rows(x, dy, dx, pixels, channels, norm, a, b);
}

LDM_CLONES void norm_silu(const std::uint16_t* x, std::uint16_t* y, std::int64_t pixels,
                          std::int64_t channels, const Norm& norm)
{
    norm_silu_rows(x, y, pixels, channels, norm);
}

LDM_CLONES void norm_silu_sums(const std::uint16_t* x, const std::uint16_t* dy, std::int64_t pixels,
                               std::int64_t channels, const Norm& norm, float* du_sum,
                               float* dux_sum)
{
    norm_silu_sums_rows(x, dy, pixels, channels, norm, du_sum, dux_sum);
}

LDM_CLONES void norm_silu_grad(const std::uint16_t* x, const std::uint16_t* dy, std::uint16_t* dx,
                               std::int64_t pixels, std::int64_t channels, const Norm& norm,
                               const float* a, const float* b)
{
    norm_silu_grad_rows(x, dy, dx, pixels, channels, norm, a, b);
}

}  // namespace ldm::nn::kernels
