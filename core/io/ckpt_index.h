// SPDX-License-Identifier: MIT
#pragma once

#include "io/checkpoint_contents.h"
#include "io/pickle_value.h"

#include <functional>

namespace ldm {

/// Where the storage of that key lies. @throws Error{CheckpointFormat} if there is none
using StorageLookup = std::function<StorageRange(std::string_view key)>;

/// Lists the tensors of an unpickled checkpoint: those under "state_dict", or of the dict itself
/// if it holds tensors. Plain data between them is passed over.
/// @throws Error{CheckpointFormat} with a bare reason: no state dict, an object in place of a
///         tensor (named), or a tensor that does not fit into its storage (named)
CheckpointContents index_checkpoint(const pickle::Document& document, const StorageLookup& lookup);

}  // namespace ldm
