// SPDX-License-Identifier: MIT
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>

namespace ldm::cuda {

/// The only place that starts kernels and names a block's memory: tests run the same kernels on the
/// processor with a header of this name of their own.
template <typename... Parameters, typename... Arguments>
void launch(void (*kernel)(Parameters...), dim3 grid, unsigned threads, std::size_t memory,
            cudaStream_t stream, Arguments... arguments)
{
    kernel<<<grid, threads, memory, stream>>>(arguments...);
}

/// The memory that a block was started with.
template <typename T>
__device__ T* block_memory()
{
    extern __shared__ __align__(16) unsigned char bytes[];
    return reinterpret_cast<T*>(bytes);
}

}  // namespace ldm::cuda
