// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ldm::data {

/// The lines of a text file without line ends; empty lines are left out.
/// @throws Error{File}
std::vector<std::string> read_lines(const std::filesystem::path& file);

/// The fields of a line of comma-separated values; quotes around a field are taken off.
std::vector<std::string_view> split_csv(std::string_view line);

/// A picture file as RGB, transparency dropped. @throws as ldm::read_image
Image read_rgb(const std::filesystem::path& file);

/// The same of a file's bytes. @param name  stands for it in errors
Image read_rgb(std::string_view bytes, const std::string& name);

/// @throws Error{File} saying where the data set is to be put, unless the folder is there
void require_folder(const std::filesystem::path& folder, const std::string& what);

}  // namespace ldm::data
