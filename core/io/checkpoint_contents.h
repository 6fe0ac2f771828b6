// SPDX-License-Identifier: MIT
#pragma once

#include "io/checkpoint.h"

#include <optional>

namespace ldm {

/// Where the bytes of one storage lie in the file.
struct StorageRange {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::optional<std::uint32_t> crc32;  ///< of these bytes, if the format has one
};

/// One tensor as a view on a storage.
struct TensorEntry {
    std::string name;
    TensorInfo info;
    std::vector<std::int64_t> strides;  ///< in elements
    std::size_t storage = 0;            ///< index into CheckpointContents::storages
    std::int64_t storage_offset = 0;    ///< in elements
};

/// What each format's reader finds out: checked, not yet read.
struct CheckpointContents {
    std::vector<StorageRange> storages;
    std::vector<TensorEntry> tensors;
    std::map<std::string, std::string> metadata;
};

/// Throws Error{CheckpointFormat} with a bare reason ("data/0 is missing"); open_checkpoint makes
/// it a sentence that names the file.
[[noreturn]] void refuse_file(const std::string& reason);

/// Text of a file made fit for a message: control characters out, long texts cut.
std::string printable(std::string_view text);

/// Checks that the view lies inside `storage_bytes` bytes, without overflow.
/// @throws Error{CheckpointFormat} naming the tensor and what is wrong
void check_view(const TensorEntry& tensor, std::uint64_t storage_bytes);

}  // namespace ldm
