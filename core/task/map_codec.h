// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/recipe.h"

#include <string>

namespace ldm::task {

/// Bytes ⇄ deflated, base64-coded text.
std::string pack_bytes(const std::vector<std::uint8_t>& bytes);

/// @param expected number of bytes that must come out; nothing larger is ever allocated
/// @throws Error{BadArgument} if the text is damaged or of another length
std::vector<std::uint8_t> unpack_bytes(const std::string& text, std::size_t expected);

}  // namespace ldm::task
