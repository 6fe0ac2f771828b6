// SPDX-License-Identifier: MIT
#pragma once

#include "cuda/kernels.h"

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <type_traits>

namespace ldm::cuda {

constexpr int kThreads = 256;

__device__ inline float to_float(float v)
{
    return v;
}
__device__ inline float to_float(__half v)
{
    return __half2float(v);
}
__device__ inline float to_float(__nv_bfloat16 v)
{
    return __bfloat162float(v);
}

template <typename T>
__device__ T from_float(float v)
{
    if constexpr (std::is_same_v<T, __half>)
        return __float2half_rn(v);
    else if constexpr (std::is_same_v<T, __nv_bfloat16>)
        return __float2bfloat16_rn(v);
    else
        return v;
}

/// Numbers that lie side by side, read and written at once.
template <typename T, int kCount>
struct alignas(kCount * sizeof(T)) Pack {
    T v[kCount];
};

/// As many as sixteen bytes hold.
template <typename T>
constexpr int kWidest = int(16 / sizeof(T));

template <typename T, int kCount>
__device__ Pack<T, kCount> load(const T* from)
{
    return *reinterpret_cast<const Pack<T, kCount>*>(from);
}

template <typename T, int kCount>
__device__ void store(T* to, const Pack<T, kCount>& pack)
{
    *reinterpret_cast<Pack<T, kCount>*>(to) = pack;
}

__device__ inline float silu(float v)
{
    return v / (1.0f + __expf(-v));
}

/// Do addresses allow packs of sixteen bytes?
template <typename... Pointers>
bool aligned(Pointers... pointers)
{
    return ((reinterpret_cast<std::uintptr_t>(pointers) % 16 == 0) && ...);
}

/// Calls `work` with a null pointer to the type of numbers.
template <typename Work>
void with_type(Number type, const Work& work)
{
    switch (type) {
    case Number::Float: work(static_cast<float*>(nullptr)); break;
    case Number::Half: work(static_cast<__half*>(nullptr)); break;
    case Number::BFloat16: work(static_cast<__nv_bfloat16*>(nullptr)); break;
    }
}

inline std::int64_t blocks_for(std::int64_t count, std::int64_t each)
{
    return (count + each - 1) / each;
}

}  // namespace ldm::cuda
