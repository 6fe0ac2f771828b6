// SPDX-License-Identifier: MIT
#include "io/image_size.h"

#include <cstring>

namespace ldm {

namespace {

using Bytes = std::span<const std::uint8_t>;

bool has(Bytes b, size_t at, const char* text)
{
    const size_t length = std::strlen(text);
    return at + length <= b.size() && std::memcmp(b.data() + at, text, length) == 0;
}

int big(Bytes b, size_t at)
{
    return b[at] * 256 + b[at + 1];
}

std::optional<ImageSize> png(Bytes b)
{
    if (b.size() < 24 || !has(b, 12, "IHDR") || b[16] != 0 || b[20] != 0)
        return std::nullopt;
    return ImageSize{b[17] * 65536 + big(b, 18), b[21] * 65536 + big(b, 22)};
}

// Walks the segments up to the frame header (ITU T.81, B.2.2).
std::optional<ImageSize> jpeg(Bytes b)
{
    for (size_t at = 2; at + 9 <= b.size();) {
        if (b[at] != 0xFF)
            return std::nullopt;
        const int marker = b[at + 1];
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame)
            return ImageSize{big(b, at + 7), big(b, at + 5)};
        at += 2 + size_t(big(b, at + 2));
    }
    return std::nullopt;
}

// The three forms of a WebP's first chunk (RFC 9649, 2.5 to 2.7).
std::optional<ImageSize> webp(Bytes b)
{
    if (b.size() < 30)
        return std::nullopt;
    const auto little = [&](size_t at) { return b[at] + b[at + 1] * 256; };
    if (has(b, 12, "VP8X"))
        return ImageSize{1 + little(24) + b[26] * 65536, 1 + little(27) + b[29] * 65536};
    if (has(b, 12, "VP8L"))
        return ImageSize{1 + (little(21) & 0x3FFF),
                         1 + (((little(22) >> 6) | (b[24] << 10)) & 0x3FFF)};
    if (has(b, 12, "VP8 "))
        return ImageSize{little(26) & 0x3FFF, little(28) & 0x3FFF};
    return std::nullopt;
}

}  // namespace

std::optional<ImageSize> image_size(Bytes bytes)
{
    std::optional<ImageSize> size;
    if (has(bytes, 0, "\x89PNG"))
        size = png(bytes);
    else if (has(bytes, 0, "\xFF\xD8"))
        size = jpeg(bytes);
    else if (has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP"))
        size = webp(bytes);
    if (size && (size->width < 1 || size->height < 1))
        size.reset();
    return size;
}

}  // namespace ldm
