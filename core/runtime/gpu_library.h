// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ldm {

/// A graphics processor, as its driver describes it.
struct GpuInfo {
    std::string name;
    std::uintmax_t memory = 0;  ///< bytes
    int capability = 0;         ///< compute capability: 80 = 8.0
    bool bf16() const { return capability >= 80; }
};

/// The NVIDIA processors that the driver knows; none without a driver. Makes no context, so that
/// it costs little, and nothing at all where there is no NVIDIA device.
const std::vector<GpuInfo>& list_gpus();

/// Opens LibTorch's CUDA part and our kernels, once. The program is not linked with either: one
/// build starts with and without a GPU. Call it before the first tensor is made.
/// SFUMATO_CUDA_KERNELS=0 leaves our kernels out.
/// @return true if tensors can be put on a GPU
bool open_gpu_library();

/// Why open_gpu_library failed, as the end of a sentence; empty if it did not.
const std::string& gpu_problem();

/// A function of our CUDA library; null if that is not open.
void* gpu_symbol(const char* name);

}  // namespace ldm
