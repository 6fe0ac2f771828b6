// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ldm {

/// Largest packet of a photo's that is kept; one with a recipe may be larger.
inline constexpr std::size_t kMaxXmp = std::size_t(4) << 20;

/// A packet that says what `photo` says and holds the recipe. An older recipe in it, how the photo
/// lay and other packets that belonged to it are left out.
/// @param photo  a packet, or empty
/// @param recipe  JSON; empty = none
/// @return empty if there is nothing to say
std::string make_xmp(std::string_view photo, std::string_view recipe);

/// The recipe in a packet; none if it holds none.
std::optional<std::string> recipe_in_xmp(std::string_view packet);

/// A packet that leads to another, longer one of that name (XMP specification, part 3, 1.1.3.1:
/// JPEG).
std::string with_extension(const std::string& packet, const std::string& guid);

/// The name of the longer packet; empty if there is none.
std::string extension_of_xmp(std::string_view packet);

}  // namespace ldm
