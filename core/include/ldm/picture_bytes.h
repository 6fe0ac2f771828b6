// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/picture.h"

#include <cstdint>
#include <span>

namespace ldm {

/// The picture in a PNG that `save_picture` wrote, from its bytes: pixels and recipe, without
/// timings and notes.
/// @throws Error{BadArgument} if there is no recipe inside or it is damaged, Error{File} if the
/// bytes are no PNG or damaged
Picture read_picture(std::span<const std::uint8_t> png);

}  // namespace ldm
