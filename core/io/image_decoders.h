// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/error.h"
#include "ldm/picture.h"

#include <cstdint>
#include <span>
#include <string>

namespace ldm {

using ImageBytes = std::span<const std::uint8_t>;

/// The decoders give RGB, or RGBA with straight alpha. They throw Error with a bare reason ("it
/// is truncated"); read_image makes it a sentence that names the file.
/// @param share  if given, a picture that breaks off is no error: what is there is read and its
/// share of the rows told
Image decode_png(ImageBytes bytes, double* share = nullptr);
Image decode_jpeg(ImageBytes bytes, double* share = nullptr);
Image decode_tiff(ImageBytes bytes);
Image decode_webp(ImageBytes bytes);

/// Checks a picture's size before memory is taken for it. @throws Error{BadArgument}
void check_image_size(std::uint64_t width, std::uint64_t height);

/// An image of that size, all zero. @throws as check_image_size
Image make_image(std::uint64_t width, std::uint64_t height, int channels);

/// @throws Error{File} with the reason that a file is damaged
[[noreturn]] void refuse_image(const std::string& reason);

}  // namespace ldm
