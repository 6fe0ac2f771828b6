// SPDX-License-Identifier: MIT
#pragma once

#include <c10/core/Device.h>

#include <cstddef>

namespace sfumato::test {

/// A stand-in for LibTorch's CUDA part: tensors "on cuda:0" lie in the processor's memory, and
/// every operator runs there. As on a real GPU an operator refuses tensors of two devices (but for
/// numbers in tensors without sides), so it shows what was not moved. A program that links this
/// file has it; the real CUDA part must not be opened beside it.
inline const c10::Device kFakeGpu(c10::kCUDA, 0);

/// The largest tensor that can be made there, in bytes; 0 = any. A larger one is out of memory.
void set_fake_gpu_limit(std::size_t bytes);

/// How many operators have run there, and how often cached memory was given back.
std::size_t fake_gpu_operators();
std::size_t fake_gpu_releases();

}  // namespace sfumato::test
