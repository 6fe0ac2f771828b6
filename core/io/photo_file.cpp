// SPDX-License-Identifier: MIT
#include "io/colour_profile.h"
#include "io/deep_pixels.h"
#include "io/named_reader.h"
#include "io/photo_data.h"
#include "io/photo_pixels.h"
#include "io/xmp_packet.h"
#include "ldm/photo.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace ldm {

namespace {

const char* name_of(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png: return "png";
    case PictureFormat::Jpeg: return "jpeg";
    case PictureFormat::Tiff: return "tiff";
    case PictureFormat::Webp: return "webp";
    case PictureFormat::None: break;
    }
    return "";
}

/// The numbers of a file that has 16 bits or inks; none for the others.
std::optional<RawPixels> raw_pixels(ImageBytes bytes, const PhotoData& data)
{
    switch (format_of(bytes)) {
    case PictureFormat::Png: return data.bits == 16 ? std::optional(deep_png(bytes)) : std::nullopt;
    case PictureFormat::Tiff:
        return data.bits == 16 || data.colours == 4 ? raw_tiff(bytes, data.orientation)
                                                    : std::nullopt;
    case PictureFormat::Jpeg:
        return data.colours == 4 ? std::optional(jpeg_inks(bytes)) : std::nullopt;
    default: return std::nullopt;
    }
}

Image decode(ImageBytes bytes)
{
    switch (format_of(bytes)) {
    case PictureFormat::Png: return decode_png(bytes);
    case PictureFormat::Jpeg: return decode_jpeg(bytes);
    case PictureFormat::Tiff: return decode_tiff(bytes);
    case PictureFormat::Webp: return decode_webp(bytes);
    case PictureFormat::None: break;
    }
    refuse_image(bytes.empty() ? "it is empty" : "it is no PNG, JPEG, TIFF or WebP picture");
}

/// Inks by their profile; nothing where that cannot be used.
std::optional<Image> from_inks(const RawPixels& raw, const ColourProfile& profile)
{
    const bool deep = !raw.deep.empty();
    Image image = make_image(std::uint64_t(raw.width), std::uint64_t(raw.height), 3);
    const PixelKind kind{deep, 4, true, raw.inverted};
    const void* in = deep ? static_cast<const void*>(raw.deep.data()) : raw.shallow.data();
    if (!profile.to_srgb(kind, in, image.pixels.data(), image.pixels.size() / 3))
        return std::nullopt;
    return image;
}

/// Grey by its profile; the picture has it three times. Of each shade once, then looked up.
template <typename Number>
bool convert_grey(std::vector<Number>& pixels, int channels, const ColourProfile& profile)
{
    constexpr std::size_t kShades = std::size_t(std::numeric_limits<Number>::max()) + 1;
    std::vector<Number> shades(kShades), colours(3 * kShades);
    std::iota(shades.begin(), shades.end(), Number(0));
    if (!profile.to_srgb({sizeof(Number) == 2, 1}, shades.data(), colours.data(), kShades))
        return false;
    for (std::size_t i = 0; i < pixels.size(); i += std::size_t(channels))
        std::copy_n(colours.begin() + 3 * std::ptrdiff_t(pixels[i]), 3,
                    pixels.begin() + std::ptrdiff_t(i));
    return true;
}

/// Turns the picture's colours into sRGB and keeps what is needed for the way back.
void manage_colours(Photo& photo, PhotoOrigin& origin, PhotoData& data,
                    const std::optional<RawPixels>& raw)
{
    const auto profile = ColourProfile::open(data.profile);
    photo.damaged_profile = !data.profile.empty() && !profile;
    const bool inks = data.colours == 4;
    if (inks && raw) {
        if (auto image = profile && profile->kind() == ProfileKind::Inks ? from_inks(*raw, *profile)
                                                                         : std::nullopt)
            photo.image = std::move(*image);
        photo.converted = true;
        return;
    }
    if (profile && profile->kind() == ProfileKind::Grey) {
        // The result has colours, so that it cannot have this profile: it is sRGB, the deep too.
        photo.converted = origin.deep.empty()
                              ? convert_grey(photo.image.pixels, photo.image.channels, *profile)
                              : convert_grey(origin.deep, origin.channels, *profile);
        if (!origin.deep.empty())
            photo.image = narrowed(origin);
        return;
    }
    if (!profile || profile->kind() != ProfileKind::Light)
        return;
    const bool same = profile->is_srgb();
    if (!same && origin.deep.empty())
        origin.pixels = photo.image.pixels;
    if (!same && !seen_colours(origin, *profile, photo.image)) {
        photo.damaged_profile = true;
        origin.pixels.clear();
        return;
    }
    photo.converted = !same;
    origin.profile = std::move(data.profile);
}

}  // namespace

bool seen_colours(const PhotoOrigin& origin, const ColourProfile& profile, Image& image)
{
    const bool deep = !origin.deep.empty();
    const void* in = deep ? static_cast<const void*>(origin.deep.data()) : origin.pixels.data();
    const auto count = image.pixels.size() / std::size_t(image.channels);
    return profile.to_srgb({deep, image.channels}, in, image.pixels.data(), count);
}

Image narrowed(const PhotoOrigin& origin)
{
    Image image{origin.width, origin.height, origin.channels, {}};
    image.pixels.reserve(origin.deep.size());
    for (const auto value : origin.deep)
        image.pixels.push_back(std::uint8_t((std::uint32_t(value) * 255 + 32895) >> 16));
    return image;
}

namespace {

/// The readers of JPEG and TIFF turn pictures themselves, those of PNG and WebP do not.
template <typename Number>
void turn(std::vector<Number>& pixels, int& width, int& height, int channels, int orientation)
{
    pixels = turned(pixels, width, height, channels, orientation);
    if (orientation >= 5)
        std::swap(width, height);
}

Photo decode_named(ImageBytes bytes)
{
    Photo photo;
    const auto format = format_of(bytes);
    auto data = photo_data(bytes);
    auto raw = format == PictureFormat::None ? std::nullopt : raw_pixels(bytes, data);
    const bool lies =
        data.orientation != 1 && (format == PictureFormat::Png || format == PictureFormat::Webp);
    auto origin = std::make_shared<PhotoOrigin>();
    if (raw && !raw->deep.empty() && data.colours != 4) {
        if (lies)
            turn(raw->deep, raw->width, raw->height, raw->channels, data.orientation);
        origin->width = raw->width;
        origin->height = raw->height;
        origin->channels = raw->channels;
        origin->deep = std::move(raw->deep);
        photo.image = narrowed(*origin);
        raw.reset();
    } else {
        auto& image = photo.image;
        image = decode(bytes);
        if (lies)
            turn(image.pixels, image.width, image.height, image.channels, data.orientation);
    }
    origin->width = photo.image.width;
    origin->height = photo.image.height;
    origin->channels = photo.image.channels;
    photo.format = name_of(format);
    photo.bits = data.bits;
    photo.frames = data.frames;
    photo.cmyk = data.colours == 4;
    photo.turned = data.orientation != 1;
    manage_colours(photo, *origin, data, raw);
    origin->exif = upright_exif(data.exif);
    origin->xmp = make_xmp(data.xmp, {});
    photo.origin = std::move(origin);
    return photo;
}

}  // namespace

Photo decode_photo(ImageBytes bytes, const std::string& name)
{
    return read_with_name(bytes, name, name, decode_named);
}

Image load_broken_image(const std::filesystem::path& file, double& share)
{
    return read_with_name(file, [&share](ImageBytes bytes) {
        switch (format_of(bytes)) {
        case PictureFormat::Png: return decode_png(bytes, &share);
        case PictureFormat::Jpeg: return decode_jpeg(bytes, &share);
        default: break;
        }
        refuse_image("it is truncated or damaged");
    });
}

Photo load_photo(const std::filesystem::path& file)
{
    return read_with_name(file, decode_named);
}

}  // namespace ldm
