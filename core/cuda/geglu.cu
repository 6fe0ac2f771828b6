// SPDX-License-Identifier: MIT
#include "cuda/launch.cuh"
#include "cuda/numbers.cuh"

#include <algorithm>

namespace ldm::cuda {

namespace {

// Exact: erff keeps fp32's accuracy.
__device__ float gelu(float v)
{
    return 0.5f * v * (1.0f + erff(v * 0.70710678118654752f));
}

template <typename T, int kCount>
__global__ void geglu(const T* x, T* y, std::int64_t rows, std::int64_t width)
{
    const std::int64_t packs = width / kCount;
    for (std::int64_t i = blockIdx.x * std::int64_t(kThreads) + threadIdx.x; i < rows * packs;
         i += std::int64_t(gridDim.x) * kThreads) {
        const std::int64_t row = i / packs, column = (i - row * packs) * kCount;
        const T* in = x + row * 2 * width + column;
        auto linear = load<T, kCount>(in);
        const auto gate = load<T, kCount>(in + width);
#pragma unroll
        for (int k = 0; k < kCount; ++k)
            linear.v[k] = from_float<T>(to_float(linear.v[k]) * gelu(to_float(gate.v[k])));
        store(y + row * width + column, linear);
    }
}

}  // namespace

void launch_geglu(const void* x, void* y, Number type, std::int64_t rows, std::int64_t width,
                  cudaStream_t stream)
{
    with_type(type, [&](auto* tag) {
        using T = std::remove_pointer_t<decltype(tag)>;
        const bool wide = width % kWidest<T> == 0 && aligned(x, y);
        const auto packs = rows * width / (wide ? kWidest<T> : 1);
        const dim3 grid(unsigned(std::min<std::int64_t>(blocks_for(packs, kThreads), 65535)));
        launch(wide ? geglu<T, kWidest<T>> : geglu<T, 1>, grid, kThreads, 0, stream,
               static_cast<const T*>(x), static_cast<T*>(y), rows, width);
    });
}

}  // namespace ldm::cuda
