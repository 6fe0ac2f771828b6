// SPDX-License-Identifier: MIT
#include "io/photo_data.h"

#include "io/png_chunks.h"
#include "io/tiff_memory.h"
#include "io/xmp_packet.h"

#include <algorithm>
#include <map>

namespace ldm {

namespace {

constexpr std::size_t kMaxProfile = std::size_t(32) << 20;

std::string_view text_of(ImageBytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::uint8_t> copy_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

std::uint64_t little_endian(std::string_view bytes, std::size_t size)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size && i < bytes.size(); ++i)
        value |= std::uint64_t(static_cast<unsigned char>(bytes[i])) << 8 * i;
    return value;
}

/// Exif blocks come with and without these six bytes.
std::string_view without_exif_header(std::string_view data)
{
    using namespace std::string_view_literals;
    return data.starts_with("Exif\0\0"sv) ? data.substr(6) : data;
}

void take_exif(std::string_view data, PhotoData& photo)
{
    data = without_exif_header(data);
    if (!photo.exif.empty() || data.size() > kMaxExif)
        return;
    photo.exif = copy_of(data);
    photo.orientation = exif_orientation(photo.exif);
}

/// The profile inside an iCCP chunk: a name, a zero, how it is packed, the packed bytes.
void take_png_profile(std::string_view data, PhotoData& photo)
{
    const auto end = data.find('\0');
    if (end == data.npos || end + 2 > data.size() || data[end + 1] != 0)
        return;
    try {
        photo.profile = copy_of(inflate_bounded(data.substr(end + 2)));
    } catch (const Error&) {
        photo.profile = {0};  // there is one, but it cannot be used
    }
}

/// Parts of an ICC profile in a JPEG, by their number; of a longer XMP packet, by their place.
struct Parts {
    std::map<int, std::string_view> profile;
    std::map<std::uint64_t, std::string_view> xmp;
    std::uint64_t xmp_size = 0;
};

void take_jpeg_segment(int marker, std::string_view data, PhotoData& photo, Parts& parts)
{
    using namespace std::string_view_literals;
    constexpr auto kIcc = "ICC_PROFILE\0"sv;
    constexpr auto kXmp = "http://ns.adobe.com/xap/1.0/\0"sv;
    constexpr auto kLongXmp = "http://ns.adobe.com/xmp/extension/\0"sv;
    constexpr std::size_t kGuid = 32;
    if (marker == 0xe1 && data.starts_with("Exif\0"sv)) {
        take_exif(data, photo);
    } else if (marker == 0xe1 && data.starts_with(kXmp) && photo.xmp.empty()) {
        photo.xmp = data.substr(kXmp.size());
    } else if (marker == 0xe1 && data.starts_with(kLongXmp) &&
               data.size() > kLongXmp.size() + kGuid + 8) {
        data.remove_prefix(kLongXmp.size());
        if (data.substr(0, kGuid) != extension_of_xmp(photo.xmp))
            return;
        parts.xmp_size = big_endian(data.substr(kGuid));
        parts.xmp[big_endian(data.substr(kGuid + 4))] = data.substr(kGuid + 8);
    } else if (marker == 0xe2 && data.starts_with(kIcc) && data.size() > kIcc.size() + 2) {
        parts.profile[static_cast<unsigned char>(data[kIcc.size()])] = data.substr(kIcc.size() + 2);
    }
}

void join(const Parts& parts, PhotoData& photo)
{
    for (const auto& [number, part] : parts.profile)
        photo.profile.insert(photo.profile.end(), part.begin(), part.end());
    std::string whole;
    for (const auto& [place, part] : parts.xmp)
        if (place == whole.size())
            whole += part;
    if (!whole.empty() && whole.size() == parts.xmp_size)
        photo.long_xmp = std::move(whole);
}

void take_frame_header(int marker, std::string_view data, PhotoData& photo)
{
    const bool frame =
        marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (frame && data.size() >= 6)
        photo.colours = static_cast<unsigned char>(data[5]);
}

}  // namespace

PictureFormat format_of(ImageBytes bytes)
{
    using namespace std::string_view_literals;
    const auto text = text_of(bytes);
    if (text.starts_with("\x89PNG\r\n\x1a\n"sv))
        return PictureFormat::Png;
    if (text.starts_with("\xff\xd8"sv))
        return PictureFormat::Jpeg;
    for (const auto magic : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})
        if (text.starts_with(magic))
            return PictureFormat::Tiff;
    if (text.starts_with("RIFF"sv) && text.size() > 12 && text.substr(8).starts_with("WEBP"sv))
        return PictureFormat::Webp;
    return PictureFormat::None;
}

PhotoData photo_data(ImageBytes bytes)
{
    PhotoData photo;
    switch (format_of(bytes)) {
    case PictureFormat::Png: photo = png_data(bytes); break;
    case PictureFormat::Jpeg: photo = jpeg_data(bytes); break;
    case PictureFormat::Tiff: photo = tiff_data(bytes); break;
    case PictureFormat::Webp: photo = webp_data(bytes); break;
    case PictureFormat::None: break;
    }
    if (photo.profile.size() > kMaxProfile)
        photo.profile = {0};
    return photo;
}

PhotoData png_data(ImageBytes bytes)
{
    PhotoData photo;
    PngChunk chunk;
    auto left = text_of(bytes).substr(8);
    while (next_chunk(left, chunk)) {
        if (chunk.type == "IHDR" && chunk.data.size() >= 13) {
            photo.bits = std::max(8, int(static_cast<unsigned char>(chunk.data[8])));
            const int type = chunk.data[9];
            photo.colours = type == 0 || type == 4 ? 1 : 3;
        } else if (chunk.type == "iCCP") {
            take_png_profile(chunk.data, photo);
        } else if (chunk.type == "eXIf") {
            take_exif(chunk.data, photo);
        } else if (chunk.type == "acTL" && chunk.data.size() >= 8) {
            photo.frames = int(std::min(big_endian(chunk.data), 1'000'000u));
        }
    }
    try {
        if (auto xmp = find_png_text(text_of(bytes).substr(8), "XML:com.adobe.xmp"))
            photo.xmp = std::move(*xmp);
    } catch (const Error&) {
        photo.xmp.clear();
    }
    return photo;
}

PhotoData jpeg_data(ImageBytes bytes)
{
    PhotoData photo;
    Parts parts;
    auto left = text_of(bytes).substr(2);
    while (left.size() >= 4 && static_cast<unsigned char>(left[0]) == 0xff) {
        const int marker = static_cast<unsigned char>(left[1]);
        if (marker == 0xff) {
            left.remove_prefix(1);
            continue;
        }
        if (marker == 0xda || marker == 0xd9)
            break;
        const std::size_t size = big_endian(left) & 0xffff;
        if (size < 2 || size + 2 > left.size())
            break;
        const auto data = left.substr(4, size - 2);
        take_jpeg_segment(marker, data, photo, parts);
        take_frame_header(marker, data, photo);
        left.remove_prefix(size + 2);
    }
    join(parts, photo);
    return photo;
}

PhotoData webp_data(ImageBytes bytes)
{
    PhotoData photo;
    auto left = text_of(bytes).substr(12);
    int frames = 0;
    while (left.size() >= 8) {
        const auto type = left.substr(0, 4);
        const auto size = little_endian(left.substr(4), 4);
        if (size > left.size() - 8)
            break;
        const auto data = left.substr(8, size);
        if (type == "ICCP")
            photo.profile = copy_of(data);
        else if (type == "EXIF")
            take_exif(data, photo);
        else if (type == "XMP ")
            photo.xmp = data;
        else if (type == "ANMF")
            ++frames;
        left.remove_prefix(std::min<std::size_t>(left.size(), 8 + size + size % 2));
    }
    photo.frames = std::max(1, frames);
    return photo;
}

PhotoData tiff_data(ImageBytes bytes)
{
    constexpr int kMostPages = 10'000;
    PhotoData photo;
    TiffSource source{bytes};
    const auto tiff = open_tiff(source);
    if (!tiff)
        return photo;
    std::uint16_t bits = 8, photometric = PHOTOMETRIC_RGB, orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_BITSPERSAMPLE, &bits);
    TIFFGetField(tiff.get(), TIFFTAG_PHOTOMETRIC, &photometric);
    TIFFGetField(tiff.get(), TIFFTAG_ORIENTATION, &orientation);
    photo.bits = std::max<int>(8, bits);
    photo.colours = photometric == PHOTOMETRIC_SEPARATED ? 4
                    : photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE
                        ? 1
                        : 3;
    photo.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    std::uint32_t size = 0;
    void* data = nullptr;
    if (TIFFGetField(tiff.get(), TIFFTAG_ICCPROFILE, &size, &data) && size <= kMaxProfile)
        photo.profile = copy_of({static_cast<const char*>(data), size});
    if (TIFFGetField(tiff.get(), TIFFTAG_XMLPACKET, &size, &data))
        photo.xmp.assign(static_cast<const char*>(data), size);
    while (photo.frames < kMostPages && TIFFReadDirectory(tiff.get()))
        ++photo.frames;
    photo.exif = exif_of_tiff(bytes);
    return photo;
}

}  // namespace ldm
