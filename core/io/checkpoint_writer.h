// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ldm {

/// Tensors in the order in which they shall be listed.
using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// Writes a .safetensors file; the old file stays until the new one is complete.
/// @throws Error{BadArgument} for an empty list, an undefined tensor, an empty name or one that
///         comes twice; Error{Unsupported} for a type that the format lacks; Error{File} if the
///         disk is full or the folder may not be written to
void write_safetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                       const std::map<std::string, std::string>& metadata = {});

/// Numbers of a training run beside the state dict, as Lightning stores them.
struct CheckpointExtras {
    std::int64_t global_step = 0;
    std::int64_t epoch = 0;
};

/// Writes a .ckpt as torch.save does: {"state_dict": {…}, "global_step": n, "epoch": n}.
/// torch.load(weights_only=True) opens it. Tensors over the same memory are written once.
/// @throws as write_safetensors; Error{BadArgument} for a negative number in `extras`
void write_torch_checkpoint(const std::filesystem::path& path, const NamedTensors& state_dict,
                            const CheckpointExtras& extras = {});

}  // namespace ldm
