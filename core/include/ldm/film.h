// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace ldm {

/// Writes how a picture formed as an animated WebP that is shown again and again: the previews
/// within some four seconds, then the picture for two.
/// @param forming  previews in their order, of any size; they are brought to the picture's
/// @param picture  at most 16383 pixels a side
/// @throws Error{BadArgument} for an image without pixels or a picture that is too large;
///         Error{File}, Error{OutOfMemory}
void write_film(const std::filesystem::path& path,
                const std::vector<std::shared_ptr<const Image>>& forming, const Image& picture);

}  // namespace ldm
