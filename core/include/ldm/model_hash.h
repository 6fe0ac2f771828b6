// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace ldm {

/// SHA-256 of a model's weights, as recipes name it: 64 hexadecimal digits. Reads the whole file;
/// on any thread. @throws Error{File}
std::string model_hash(const std::filesystem::path& weights);

}  // namespace ldm
