// SPDX-License-Identifier: MIT
#include "io/photo_pixels.h"

#include <algorithm>

namespace ldm {

namespace {

/// A photo as models see it; an empty image if it cannot be told.
Image seen(const PhotoOrigin& origin, const std::optional<ColourProfile>& profile)
{
    if (!profile || profile->is_srgb())
        return origin.deep.empty() ? Image() : narrowed(origin);
    Image image{origin.width, origin.height, origin.channels, {}};
    image.pixels.resize(std::max(origin.pixels.size(), origin.deep.size()));
    return seen_colours(origin, *profile, image) ? image : Image();
}

bool same_pixel(const Image& a, const Image& b, std::size_t i)
{
    const auto* p = a.pixels.data() + i * std::size_t(a.channels);
    const auto* q = b.pixels.data() + i * std::size_t(b.channels);
    return std::equal(p, p + 3, q) &&
           (a.channels == 4 ? p[3] : 255) == (b.channels == 4 ? q[3] : 255);
}

/// The photo's own numbers where the picture is as the photo was.
template <typename Number>
void put_back(const Image& image, const Image& before, const std::vector<Number>& own,
              std::vector<Number>& out)
{
    const auto channels = std::size_t(image.channels), source = std::size_t(before.channels);
    const auto count = std::min(channels, source);
    for (std::size_t i = 0; i < out.size() / channels; ++i)
        if (same_pixel(image, before, i))
            std::copy_n(own.begin() + std::ptrdiff_t(i * source), count,
                        out.begin() + std::ptrdiff_t(i * channels));
}

std::vector<std::uint16_t> widened(const std::vector<std::uint8_t>& pixels)
{
    std::vector<std::uint16_t> wide(pixels.size());
    std::transform(pixels.begin(), pixels.end(), wide.begin(),
                   [](std::uint8_t value) { return std::uint16_t(value * 257); });
    return wide;
}

}  // namespace

FilePixels file_pixels(const Image& image, const PhotoOrigin* origin, bool deep)
{
    FilePixels out{image.width, image.height, image.channels, {}, {}, {}};
    const bool colours = image.channels >= 3;
    const auto profile =
        origin && colours ? ColourProfile::open(origin->profile) : std::optional<ColourProfile>();
    const bool same_size =
        origin && origin->width == image.width && origin->height == image.height && colours;
    deep = deep && same_size && !origin->deep.empty();
    const auto count = std::size_t(image.width) * std::size_t(image.height);
    if (deep)
        out.deep.resize(image.pixels.size());
    else
        out.shallow.resize(image.pixels.size());
    void* target = deep ? static_cast<void*>(out.deep.data()) : out.shallow.data();
    const bool converted =
        profile && !profile->is_srgb() &&
        profile->from_srgb(image.channels, image.pixels.data(), target, deep, count);
    if (converted || (profile && profile->is_srgb()))
        out.profile = origin->profile;
    if (!converted && deep)
        out.deep = widened(image.pixels);
    else if (!converted)
        out.shallow = image.pixels;
    if (!same_size || (profile && !converted && !profile->is_srgb()))
        return out;
    const Image before = seen(*origin, profile);
    if (before.pixels.size() != count * std::size_t(origin->channels))
        return out;
    if (deep)
        put_back(image, before, origin->deep, out.deep);
    else if (!origin->pixels.empty())
        put_back(image, before, origin->pixels, out.shallow);
    return out;
}

}  // namespace ldm
