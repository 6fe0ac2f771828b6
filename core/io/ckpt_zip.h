// SPDX-License-Identifier: MIT
#pragma once

#include "io/checkpoint_contents.h"

namespace ldm {

/// Reads what torch.save writes since 1.6: a zip of stored records with one root folder of any
/// name, holding data.pkl and data/0, data/1 …
/// @throws Error{CheckpointFormat} with a bare reason
CheckpointContents read_ckpt_zip(std::string_view bytes);

}  // namespace ldm
