// SPDX-License-Identifier: MIT
#pragma once

#include "io/exif_block.h"
#include "io/photo_data.h"
#include "io/photo_pixels.h"

#include <filesystem>
#include <string>

namespace ldm {

/// Everything that one picture file is made of.
struct PictureContents {
    FilePixels pixels;
    ExifBlock exif;      ///< empty = none
    std::string xmp;     ///< of the photo; empty = none
    std::string recipe;  ///< JSON; empty = none
    int quality = 95;    ///< of lossy formats
};

/// By the name's ending; None for others.
PictureFormat format_named(const std::filesystem::path& path);

/// Writes the file in one go, as its ending says.
/// @throws Error{BadArgument} for another ending or a size that the format has no room for;
///         Error{File}, Error{OutOfMemory}
void write_picture(const std::filesystem::path& path, const PictureContents& contents);

// One a format; @throws as write_picture
void write_png_picture(const std::filesystem::path& path, const PictureContents& contents);
void write_jpeg(const std::filesystem::path& path, const PictureContents& contents);
void write_webp(const std::filesystem::path& path, const PictureContents& contents);
void write_tiff(const std::filesystem::path& path, const PictureContents& contents);

/// @throws Error{BadArgument} if a side is over what the format can have
void check_side(const FilePixels& pixels, int longest, const char* format);

/// Bytes one after the other, as files are put together.
void append(std::vector<std::uint8_t>& out, std::string_view text);
void append_number(std::vector<std::uint8_t>& out, std::size_t size, std::uint64_t value,
                   bool little);

}  // namespace ldm
