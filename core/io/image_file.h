// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/picture.h"

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ldm {

/// Key of the recipe among a PNG's texts.
inline constexpr const char* kRecipeKey = "sfumato:recipe";

using Rgb = std::array<std::uint8_t, 3>;

/// A text to store in a PNG, UTF-8.
struct PngText {
    std::string text;
    std::string key = kRecipeKey;  ///< 1 to 79 printable ASCII characters
};

/// A picture file read as semantic map: by index if it is a palette or grey PNG, else by colour.
struct LabelImage {
    LabelMap indices;          ///< empty unless read by index
    std::vector<Rgb> palette;  ///< of a palette PNG
    Image colours;             ///< RGB; empty if read by index

    bool by_index() const { return !indices.labels.empty(); }
};

/// Reads a PNG, JPEG, TIFF or WebP (by content) as 8-bit RGB, or RGBA if it has transparency.
/// 16-bit, grey, palette and CMYK pictures are converted; a JPEG or TIFF is turned upright.
/// @throws Error{BadArgument} if a side is 0, over 99 999 pixels, or all is over 512 megapixels
/// @throws Error{Unsupported} for a kind that we do not read (animations, floating point …)
/// @throws Error{File} if it is missing, truncated, damaged or no picture
Image read_image(const std::filesystem::path& path);

/// The same of a file's bytes in memory. @param name  stands for the file in errors
Image decode_image(std::span<const std::uint8_t> bytes, const std::string& name);

/// Reads a label map. Palette PNGs and grey PNGs of up to 8 bits keep their values as indices.
/// @throws as read_image
LabelImage read_label_map(const std::filesystem::path& path);

/// Writes an 8-bit grey, RGB or RGBA PNG with an sRGB chunk and, if given, an iTXt chunk.
/// The old file stays until the new one is complete.
/// @throws Error{BadArgument} if the picture's size and pixels do not fit, or the key is invalid
/// @throws Error{File} if the disk is full or the folder may not be written to
void write_png(const std::filesystem::path& path, const Image& image,
               const std::optional<PngText>& text = std::nullopt);

/// Writes a label map as an 8-bit palette PNG whose indices are the labels.
/// @param palette  1 to 256 colours, one a label
/// @throws Error{BadArgument} if a label has no colour or the sizes do not fit; Error{File}
void write_index_png(const std::filesystem::path& path, const LabelMap& map,
                     const std::vector<Rgb>& palette);

/// The text of that key in a PNG's iTXt, tEXt or zTXt chunks, as UTF-8; none if there is no such
/// text or the file is no PNG.
/// @throws Error{File} if the file cannot be read or that text is damaged or over 64 MiB
std::optional<std::string> read_png_text(const std::filesystem::path& path,
                                         std::string_view key = kRecipeKey);

/// The recipe inside a picture, as JSON: a PNG's text, else what the XMP packet says.
/// @throws as read_png_text
std::optional<std::string> read_picture_recipe(const std::filesystem::path& path);

}  // namespace ldm
