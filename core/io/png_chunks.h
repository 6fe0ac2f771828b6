// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ldm {

inline constexpr std::size_t kMaxPngText = std::size_t(64) << 20;

/// A chunk of a PNG; views on the file's bytes.
struct PngChunk {
    std::string_view type;
    std::string_view data;
    std::string_view checked;  ///< type, data and the checksum of both
};

std::uint32_t big_endian(std::string_view bytes);

/// Takes the next chunk off `bytes` (without the signature); false at the end of the file. Its
/// checksum is the caller's.
bool next_chunk(std::string_view& bytes, PngChunk& chunk);

/// Unpacks zlib's format. @throws Error{File} if it is damaged or over kMaxPngText
std::string inflate_bounded(std::string_view packed);

/// The text of that key in the chunks behind the signature, as UTF-8.
/// @throws Error{File} with a bare reason
std::optional<std::string> find_png_text(std::string_view bytes, std::string_view key);

}  // namespace ldm
