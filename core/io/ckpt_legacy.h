// SPDX-License-Identifier: MIT
#pragma once

#include "io/checkpoint_contents.h"

namespace ldm {

/// True if the bytes begin with the magic number of torch.save before 1.6.
bool is_ckpt_legacy(std::string_view bytes);

/// Reads what torch.save wrote before 1.6: magic number, protocol, system facts, the checkpoint
/// and the list of storage keys, each a pickle, then the storages in the list's order.
/// @throws Error{CheckpointFormat} with a bare reason
CheckpointContents read_ckpt_legacy(std::string_view bytes);

}  // namespace ldm
