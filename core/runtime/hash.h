// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace ldm {

/// SHA-256 as 64 hexadecimal digits.
std::string sha256_text(std::string_view bytes);

/// SHA-256 of a whole file. @throws Error{File} if it cannot be read
std::string sha256_file(const std::filesystem::path& file);

}  // namespace ldm
