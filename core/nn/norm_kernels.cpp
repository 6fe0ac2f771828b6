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

LDM_INLINE float silu(float v)
{
    constexpr float kLog2E = 1.4426950f;
    return v / (1.0f + exp2_fast(-v * kLog2E));
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
LDM_INLINE void affine_silu_rows(const T* x, T* y, std::int64_t pixels, std::int64_t channels,
                                 const Affine& affine)
{
    const float* __restrict mean = affine.mean;
    const float* __restrict scale = affine.scale;
    const float* __restrict bias = affine.bias;
    for (std::int64_t p = 0; p < pixels; ++p) {
        const T* __restrict in = x + p * channels;
        T* __restrict out = y + p * channels;
        for (std::int64_t c = 0; c < channels; ++c)
            store(out[c], silu((load(in[c]) - mean[c]) * scale[c] + bias[c]));
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

LDM_CLONES void affine_silu(const float* x, float* y, std::int64_t pixels, std::int64_t channels,
                            const Affine& affine)
{
    affine_silu_rows(x, y, pixels, channels, affine);
}

LDM_CLONES void affine_silu(const std::uint16_t* x, std::uint16_t* y, std::int64_t pixels,
                            std::int64_t channels, const Affine& affine)
{
    affine_silu_rows(x, y, pixels, channels, affine);
}

}  // namespace ldm::nn::kernels
