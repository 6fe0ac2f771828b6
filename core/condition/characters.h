// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ldm::condition {

/// A Unicode character and where in the prompt it ends.
struct Character {
    std::int32_t code;
    std::size_t end;  ///< byte of the prompt after it
};

/// The characters of UTF-8 text; bytes that are no UTF-8 are left out.
/// @param begin byte of the prompt at which `text` begins
std::vector<Character> to_characters(std::string_view text, std::size_t begin = 0);

std::string to_utf8(std::int32_t code);

}  // namespace ldm::condition
