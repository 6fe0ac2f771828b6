// SPDX-License-Identifier: MIT
#include "io/atomic_file.h"
#include "io/picture_writer.h"
#include "io/xmp_packet.h"

#include <webp/encode.h>

namespace ldm {

namespace {

using Bytes = std::vector<std::uint8_t>;

void add_chunk(Bytes& out, std::string_view type, ImageBytes data)
{
    append(out, type);
    append_number(out, 4, data.size(), true);
    out.insert(out.end(), data.begin(), data.end());
    if (data.size() % 2)
        out.push_back(0);
}

/// The picture alone: a file of one or more chunks.
Bytes encoded(const FilePixels& p, float quality)
{
    Bytes wide;
    const Bytes* pixels = &p.shallow;
    if (p.channels == 1) {
        for (const auto value : p.shallow)
            wide.insert(wide.end(), 3, value);
        pixels = &wide;
    }
    std::uint8_t* data = nullptr;
    const auto encode = p.channels == 4 ? WebPEncodeRGBA : WebPEncodeRGB;
    const auto size = encode(pixels->data(), p.width, p.height, p.width * (p.channels == 4 ? 4 : 3),
                             quality, &data);
    struct Free {
        std::uint8_t* data;
        ~Free() { WebPFree(data); }
    } const owner{data};
    if (size == 0)
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to save the picture.");
    return {data, data + size};
}

/// The header of a file with more than pixels in it (RFC 9649, 2.7).
Bytes extended_header(const PictureContents& contents, bool xmp)
{
    constexpr int kProfile = 0x20, kAlpha = 0x10, kExif = 0x08, kXmp = 0x04;
    const auto& p = contents.pixels;
    Bytes header;
    append_number(
        header, 4,
        std::uint64_t((p.profile.empty() ? 0 : kProfile) | (p.channels == 4 ? kAlpha : 0) |
                      (contents.exif.empty() ? 0 : kExif) | (xmp ? kXmp : 0)),
        true);
    append_number(header, 3, std::uint64_t(p.width - 1), true);
    append_number(header, 3, std::uint64_t(p.height - 1), true);
    return header;
}

}  // namespace

void write_webp(const std::filesystem::path& path, const PictureContents& contents)
{
    check_side(contents.pixels, WEBP_MAX_DIMENSION, "WebP");
    AtomicFile file(path);
    const auto picture = encoded(contents.pixels, float(contents.quality));
    const auto xmp = make_xmp(contents.xmp, contents.recipe);
    Bytes chunks;
    append(chunks, "WEBP");
    add_chunk(chunks, "VP8X", extended_header(contents, !xmp.empty()));
    if (!contents.pixels.profile.empty())
        add_chunk(chunks, "ICCP", contents.pixels.profile);
    const ImageBytes all(picture);
    for (std::size_t at = 12; at + 8 <= all.size();) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i)
            size |= std::size_t(all[at + 4 + i]) << 8 * i;
        const std::string_view type(reinterpret_cast<const char*>(all.data() + at), 4);
        if (size > all.size() - at - 8)
            break;
        if (type != "VP8X")
            add_chunk(chunks, type, all.subspan(at + 8, size));
        at += 8 + size + size % 2;
    }
    if (!contents.exif.empty())
        add_chunk(chunks, "EXIF", contents.exif);
    if (!xmp.empty())
        add_chunk(chunks, "XMP ", {reinterpret_cast<const std::uint8_t*>(xmp.data()), xmp.size()});
    Bytes head;
    append(head, "RIFF");
    append_number(head, 4, chunks.size(), true);
    file.write(head.data(), head.size());
    file.write(chunks.data(), chunks.size());
    file.commit();
}

}  // namespace ldm
