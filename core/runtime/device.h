// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/model_info.h"
#include "ldm/recipe.h"

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include <string_view>
#include <vector>

namespace ldm {

/// The compute devices of this machine.
std::vector<DeviceInfo> list_devices();

/// The device of that name: "cpu", "cuda", "cuda:1", or "auto", the first GPU that can be used and
/// the processor where there is none. Opens LibTorch's CUDA part if need be.
/// @throws Error{BadArgument} for another name or a device that is not there, saying why
c10::Device resolve_device(std::string_view name);

/// Whether the processor computes in bf16 (avx512_bf16, AMX).
bool has_bf16();

/// The scalar type that a recipe's compute type means there: Auto is bf16 on processors and GPUs
/// that compute in it (avx512_bf16, AMX; compute capability 8.0), fp16 on other GPUs, else fp32.
/// @throws Error{BadArgument} for fp16 on a processor
c10::ScalarType resolve_dtype(DType dtype, c10::Device device = c10::kCPU);

/// Waits until the device has done what it was told; a processor has.
void wait_for(c10::Device device);

/// Gives the memory back that LibTorch keeps for later on that device.
void release_cached_memory(c10::Device device);

/// Sets the threads of the compute library, once.
/// @param threads  0 = one a physical core
/// @param sharing  processes that share the cores of this machine, if threads is 0
void set_compute_threads(int threads, int sharing = 1);

}  // namespace ldm
