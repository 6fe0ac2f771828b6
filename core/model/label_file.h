// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/model_info.h"

namespace ldm::model {

/// A colour for label `index` where nobody chose one; neighbours differ clearly.
std::array<std::uint8_t, 3> label_colour(std::size_t index);

/// Names of labels, one a line, each with a colour `#rrggbb` after a tab if it has one of its own.
/// @throws Error{File} if it cannot be read, Error{BadArgument} for a colour that is none
std::vector<LabelInfo> read_label_file(const std::filesystem::path& file);

}  // namespace ldm::model
