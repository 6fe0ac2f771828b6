// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace ldm {

struct ImageSize {
    int width, height;
};

/// The size that a PNG, JPEG or WebP picture claims in its header, before anything is decoded.
/// Nothing for other files, or a header that is cut off or absurd.
std::optional<ImageSize> image_size(std::span<const std::uint8_t> bytes);

}  // namespace ldm
