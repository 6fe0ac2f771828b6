// SPDX-License-Identifier: MIT
#pragma once

// What kernels in core/cuda use of CUDA's language, in plain C++: they run thread by thread on the
// processor, so that their arithmetic is tested where there is no GPU. Every thread of a block that
// lives meets at each __syncthreads and each shuffle.

#include <math.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>

#define __global__
#define __device__
#define __host__
#define __shared__ static

using cudaStream_t = void*;

struct dim3 {
    constexpr dim3(unsigned a = 1, unsigned b = 1, unsigned c = 1) : x(a), y(b), z(c) {}
    unsigned x, y, z;
};

extern dim3 threadIdx, blockIdx, gridDim;

void __syncthreads();

/// The values of all threads of a block, once each of them has given its own.
const double* all_values(double own);

template <typename T>
T __shfl_sync(unsigned, T value, int lane)
{
    const auto* values = all_values(double(value));
    const T found = T(values[threadIdx.x / 32 * 32 + unsigned(lane)]);
    __syncthreads();
    return found;
}

template <typename T>
T __shfl_down_sync(unsigned mask, T value, int offset)
{
    const int lane = int(threadIdx.x % 32);
    return __shfl_sync(mask, value, lane + offset < 32 ? lane + offset : lane);
}

inline float __expf(float v)
{
    return expf(v);
}

/// Runs `thread` for each thread of each block, one block after the other.
void run_blocks(dim3 grid, unsigned threads, std::size_t memory,
                const std::function<void()>& thread);

/// The memory of the block that runs; nothing sensible is in it at first.
unsigned char* memory_of_block();
