// SPDX-License-Identifier: MIT
#pragma once

#include <cuda_runtime_api.h>

namespace ldm::cuda {

template <typename... Parameters, typename... Arguments>
void launch(void (*kernel)(Parameters...), dim3 grid, unsigned threads, std::size_t memory,
            cudaStream_t, Arguments... arguments)
{
    run_blocks(grid, threads, memory, [&] { kernel(arguments...); });
}

template <typename T>
T* block_memory()
{
    return reinterpret_cast<T*>(memory_of_block());
}

}  // namespace ldm::cuda
