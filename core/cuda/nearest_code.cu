// SPDX-License-Identifier: MIT
#include "cuda/launch.cuh"
#include "cuda/numbers.cuh"

#include <algorithm>

namespace ldm::cuda {

namespace {

// A thread a row; the codebook passes through the block's memory in slices. Compared is
// |e|² - 2·z·e: |z|² is the same for all codes. kWidth: 0 for any; else the row stays in registers.
template <int kWidth>
__global__ void nearest_code(const float* rows, const float* codebook, std::int64_t* index,
                             std::int64_t count, std::int64_t codes, int any_width, int slice)
{
    const int width = kWidth > 0 ? kWidth : any_width;
    auto* shared = block_memory<float>();  // slice codes, then their squares
    float* squares = shared + slice * width;
    const std::int64_t row = blockIdx.x * std::int64_t(kThreads) + threadIdx.x;
    const float* from = rows + (row < count ? row : 0) * width;
    float own[kWidth > 0 ? kWidth : 1];
    for (int d = 0; d < kWidth; ++d)
        own[d] = from[d];
    const float* z = kWidth > 0 ? own : from;
    float best = 3.402823466e38f;
    std::int64_t found = 0;
    for (std::int64_t start = 0; start < codes; start += slice) {
        const int here = int(codes - start < slice ? codes - start : slice);
        __syncthreads();
        for (int i = threadIdx.x; i < here * width; i += kThreads)
            shared[i] = codebook[start * width + i];
        __syncthreads();
        for (int i = threadIdx.x; i < here; i += kThreads) {
            float sum = 0.0f;
            for (int d = 0; d < width; ++d)
                sum += shared[i * width + d] * shared[i * width + d];
            squares[i] = sum;
        }
        __syncthreads();
        for (int i = 0; i < here; ++i) {
            float dot = 0.0f;
            for (int d = 0; d < width; ++d)
                dot += z[d] * shared[i * width + d];
            const float distance = squares[i] - 2.0f * dot;
            if (distance < best) {
                best = distance;
                found = start + i;
            }
        }
    }
    if (row < count)
        index[row] = found;
}

}  // namespace

void launch_nearest_code(const float* rows, const float* codebook, std::int64_t* index,
                         std::int64_t count, std::int64_t codes, std::int64_t width,
                         cudaStream_t stream)
{
    constexpr std::int64_t kNumbers = 8192;  // 32 KiB, what every GPU has
    const int slice = int(std::max<std::int64_t>(1, kNumbers / (width + 1)));
    const auto memory = std::size_t(slice) * std::size_t(width + 1) * sizeof(float);
    const auto kernel = width == 3   ? nearest_code<3>
                        : width == 4 ? nearest_code<4>
                        : width == 8 ? nearest_code<8>
                                     : nearest_code<0>;
    launch(kernel, dim3(unsigned(blocks_for(count, kThreads))), kThreads, memory, stream, rows,
           codebook, index, count, codes, int(width), slice);
}

}  // namespace ldm::cuda
