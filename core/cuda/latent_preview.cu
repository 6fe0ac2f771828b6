// SPDX-License-Identifier: MIT
#include "cuda/launch.cuh"
#include "cuda/numbers.cuh"

namespace ldm::cuda {

namespace {

__device__ std::uint8_t level(float v)
{
    return std::uint8_t(rintf((fminf(fmaxf(v, -1.0f), 1.0f) + 1.0f) * 127.5f));
}

// A thread a cell.
template <typename T>
__global__ void latent_preview(LatentView z, const float* weight, const float* bias,
                               std::uint8_t* rgb)
{
    const std::int64_t cell = blockIdx.x * std::int64_t(kThreads) + threadIdx.x;
    if (cell >= z.height * z.width)
        return;
    const T* from = static_cast<const T*>(z.data) + (cell / z.width) * z.row_stride +
                    (cell % z.width) * z.column_stride;
    float sums[3] = {bias[0], bias[1], bias[2]};
    for (std::int64_t c = 0; c < z.channels; ++c) {
        const float v = to_float(from[c * z.channel_stride]);
        for (int k = 0; k < 3; ++k)
            sums[k] += v * weight[c * 3 + k];
    }
    for (int k = 0; k < 3; ++k)
        rgb[cell * 3 + k] = level(sums[k]);
}

}  // namespace

void launch_latent_preview(const LatentView& z, Number type, const float* weight, const float* bias,
                           std::uint8_t* rgb, cudaStream_t stream)
{
    const dim3 grid(unsigned(blocks_for(z.height * z.width, kThreads)));
    with_type(type, [&](auto* tag) {
        using T = std::remove_pointer_t<decltype(tag)>;
        launch(latent_preview<T>, grid, kThreads, 0, stream, z, weight, bias, rgb);
    });
}

}  // namespace ldm::cuda
