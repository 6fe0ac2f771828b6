// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

namespace ldm::condition {

/// @throws Error{ShapeMismatch} unless the tokens are [B,n], Error{BadArgument} for more than
/// `most`
void check_tokens(const at::Tensor& tokens, int most);

}  // namespace ldm::condition
