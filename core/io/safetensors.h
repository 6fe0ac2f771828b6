// SPDX-License-Identifier: MIT
#pragma once

#include "io/checkpoint_contents.h"

namespace ldm {

/// True if the bytes look like a safetensors file: a length, then a JSON object.
bool is_safetensors(std::string_view bytes);

/// Reads the header of a safetensors file. As the format demands, the tensors must cover the data
/// exactly: no hole, no overlap, nothing behind.
/// @throws Error{CheckpointFormat} with a bare reason
CheckpointContents read_safetensors(std::string_view bytes);

/// The format's name of a type ("F32"). @throws Error{Unsupported} if it has none
const char* safetensors_dtype(at::ScalarType dtype);

}  // namespace ldm
