// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ldm {

/// What is known of a tensor without reading it.
struct TensorInfo {
    at::ScalarType dtype = at::ScalarType::Float;
    std::vector<std::int64_t> shape;
};

/// The named tensors of a model file, read on demand. Everything is checked when the file is
/// opened, so that a tensor that is listed lies inside the file. May be used from several threads.
class Checkpoint {
public:
    virtual ~Checkpoint() = default;

    /// The tensors' names in the file's order.
    virtual const std::vector<std::string>& names() const = 0;

    virtual bool contains(std::string_view name) const = 0;

    /// @throws Error{CheckpointKeys} if there is no such tensor
    virtual const TensorInfo& info(std::string_view name) const = 0;

    /// A CPU tensor over the mapped file: no copy where the bytes are aligned for their type.
    /// It keeps the mapping alive, may outlive the Checkpoint, and may be written to (in memory
    /// only). Views keep their strides; tensors of one storage share its memory.
    /// @throws Error{CheckpointKeys} if there is no such tensor
    /// @throws Error{CheckpointFormat} if the file's checksum says that the bytes are damaged
    virtual at::Tensor tensor(std::string_view name) const = 0;

    /// Numbers and short texts beside the tensors: "global_step", "epoch" …; the free metadata of
    /// a .safetensors file.
    virtual const std::map<std::string, std::string>& metadata() const = 0;
};

/// Opens a model file: torch.save (zip or the sequential format before 1.6) with a Lightning dict
/// or a bare state dict, or safetensors. The content decides, not the name's ending. Nothing in
/// the file is executed; what is neither tensor nor plain data is skipped unread.
/// @throws Error{File} if it cannot be read, Error{CheckpointFormat} if it is no usable model file
std::unique_ptr<Checkpoint> open_checkpoint(const std::filesystem::path& path);

}  // namespace ldm
