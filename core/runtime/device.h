// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/model_info.h"
#include "ldm/recipe.h"

#include <c10/core/ScalarType.h>

#include <vector>

namespace ldm {

/// The compute devices of this machine.
std::vector<DeviceInfo> list_devices();

/// The scalar type that a recipe's compute type means here: Auto is bf16 on processors that compute
/// in it (avx512_bf16, AMX), fp32 elsewhere.
c10::ScalarType resolve_dtype(DType dtype);

/// Sets the threads of the compute library, once. @param threads 0 = one a physical core
void set_compute_threads(int threads);

}  // namespace ldm
