// SPDX-License-Identifier: MIT
#pragma once

#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"

#include <memory>
#include <string>

namespace ldm {

/// Weights of one byte with a scale for each output channel (their first side): `NAME` as I8, and
/// `NAME_scale`, [channels] or [1], beside it. With |w| ≤ s·127 in a channel no weight is further
/// off than s/2. FP8 files of the field name their scales alike and are read too.

/// The same file with such weights as fp16 tensors and without their scales; the file itself where
/// there are none.
/// @throws Error{CheckpointFormat}, a bare reason, for a scale that does not fit its weight
std::unique_ptr<Checkpoint> unscaled(std::unique_ptr<Checkpoint> checkpoint);

/// Adds a weight [channels, …] as a byte each and its fp16 scales.
void add_scaled(NamedTensors& tensors, const std::string& name, const at::Tensor& weight);

}  // namespace ldm
