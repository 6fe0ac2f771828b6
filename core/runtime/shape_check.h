// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace ldm {

/// "[2, 3, 64, 64]"
std::string shape_text(at::IntArrayRef shape);

/// Compares a tensor with an expected shape; -1 stands for any size.
/// @throws Error{ShapeMismatch} naming the tensor, what was expected and what came
void check_shape(const at::Tensor& tensor, at::IntArrayRef expected, const char* name);

}  // namespace ldm
