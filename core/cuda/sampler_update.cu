// SPDX-License-Identifier: MIT
#include "cuda/launch.cuh"
#include "cuda/numbers.cuh"

#include <algorithm>

namespace ldm::cuda {

namespace {

template <int kCount>
__global__ void sampler_update(const float* x, float a, const float* eps, float b,
                               const float* noise, float c, float* y, std::int64_t count)
{
    for (std::int64_t i = (blockIdx.x * std::int64_t(kThreads) + threadIdx.x) * kCount; i < count;
         i += std::int64_t(gridDim.x) * kThreads * kCount) {
        auto out = load<float, kCount>(x + i);
        const auto direction = load<float, kCount>(eps + i);
#pragma unroll
        for (int k = 0; k < kCount; ++k)
            out.v[k] = a * out.v[k] + b * direction.v[k];
        if (noise) {
            const auto fresh = load<float, kCount>(noise + i);
#pragma unroll
            for (int k = 0; k < kCount; ++k)
                out.v[k] += c * fresh.v[k];
        }
        store(y + i, out);
    }
}

}  // namespace

void launch_sampler_update(const float* x, float a, const float* eps, float b, const float* noise,
                           float c, float* y, std::int64_t count, cudaStream_t stream)
{
    constexpr int kWide = kWidest<float>;
    const bool wide = count % kWide == 0 && aligned(x, eps, noise, y);
    const auto blocks = blocks_for(count / (wide ? kWide : 1), kThreads);
    launch(wide ? sampler_update<kWide> : sampler_update<1>,
           dim3(unsigned(std::min<std::int64_t>(blocks, 65535))), kThreads, 0, stream, x, a, eps, b,
           noise, c, y, count);
}

}  // namespace ldm::cuda
