// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace ldm {

/// Type of the weights in a converted file. Schedules and counters stay as they are. Int8: a byte a
/// weight and a scale for each output channel (.safetensors only); what has one side stays fp16.
enum class StoredType { AsIs, Fp32, Fp16, Bf16, Int8 };

struct ConvertOptions {
    StoredType type = StoredType::AsIs;
    bool ema_only = false;  ///< the moving averages in the place of the raw weights
};

/// Writes a model file anew; the ending of `to` decides: .safetensors or .ckpt.
/// @throws Error{BadArgument} for another ending, for Int8 in a .ckpt, for a file without moving
///         averages when these are wanted; Error{File}, Error{CheckpointFormat}
void convert_model(const std::filesystem::path& from, const std::filesystem::path& to,
                   const ConvertOptions& options = {});

}  // namespace ldm
