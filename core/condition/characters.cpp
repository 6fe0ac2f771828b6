// SPDX-License-Identifier: MIT
#include "condition/characters.h"

#include <utf8proc.h>

#include <array>

namespace ldm::condition {

std::vector<Character> to_characters(std::string_view text, std::size_t begin)
{
    std::vector<Character> characters;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    for (std::size_t i = 0; i < text.size();) {
        utf8proc_int32_t code = 0;
        const auto size = utf8proc_iterate(bytes + i, utf8proc_ssize_t(text.size() - i), &code);
        i += size > 0 ? std::size_t(size) : 1;
        if (size > 0)
            characters.push_back({code, begin + i});
    }
    return characters;
}

std::string to_utf8(std::int32_t code)
{
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto count = utf8proc_encode_char(code, bytes.data());
    return {bytes.begin(), bytes.begin() + count};
}

}  // namespace ldm::condition
