// SPDX-License-Identifier: MIT
#include "io/colour_profile.h"

#include <lcms2.h>
#include <algorithm>
#include <cstdlib>

namespace ldm {

namespace {

constexpr std::size_t kLargestProfile = std::size_t(32) << 20;
constexpr cmsUInt32Number kFlags = cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_COPY_ALPHA;

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Transform = std::unique_ptr<void, DeleteTransform>;

std::unique_ptr<void, CloseProfile> srgb()
{
    return std::unique_ptr<void, CloseProfile>(cmsCreate_sRGBProfile());
}

cmsUInt32Number layout(PixelKind kind)
{
    const auto bytes = cmsUInt32Number(BYTES_SH(kind.deep ? 2 : 1));
    if (kind.inks)
        return COLORSPACE_SH(PT_CMYK) | CHANNELS_SH(4) | bytes | FLAVOR_SH(kind.inverted ? 1 : 0);
    if (kind.channels == 1)
        return COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | bytes;
    return COLORSPACE_SH(PT_RGB) | CHANNELS_SH(3) | EXTRA_SH(kind.channels == 4 ? 1 : 0) | bytes;
}

/// In parts: LittleCMS counts in 32 bits.
void run(void* transform, const std::uint8_t* in, std::size_t in_pixel, std::uint8_t* out,
         std::size_t out_pixel, std::size_t count)
{
    constexpr std::size_t kPart = std::size_t(1) << 20;
    for (std::size_t done = 0; done < count; done += kPart) {
        const auto part = std::min(kPart, count - done);
        cmsDoTransform(transform, in + done * in_pixel, out + done * out_pixel,
                       cmsUInt32Number(part));
    }
}

std::size_t bytes_of(PixelKind kind)
{
    return std::size_t(kind.inks ? 4 : kind.channels) * (kind.deep ? 2 : 1);
}

}  // namespace

ColourProfile::ColourProfile(std::shared_ptr<void> handle, ProfileKind kind)
    : handle_(std::move(handle)), kind_(kind)
{
}

std::optional<ColourProfile> ColourProfile::open(ImageBytes icc)
{
    constexpr std::size_t kHeader = 128;
    if (icc.size() <= kHeader || icc.size() > kLargestProfile)
        return std::nullopt;
    std::shared_ptr<void> handle(cmsOpenProfileFromMem(icc.data(), cmsUInt32Number(icc.size())),
                                 [](void* profile) {
                                     if (profile)
                                         cmsCloseProfile(profile);
                                 });
    if (!handle)
        return std::nullopt;
    switch (cmsGetColorSpace(handle.get())) {
    case cmsSigRgbData: return ColourProfile(handle, ProfileKind::Light);
    case cmsSigGrayData: return ColourProfile(handle, ProfileKind::Grey);
    case cmsSigCmykData: return ColourProfile(handle, ProfileKind::Inks);
    default: return std::nullopt;
    }
}

bool ColourProfile::is_srgb() const
{
    if (kind_ != ProfileKind::Light)
        return false;
    std::vector<std::uint8_t> colours;
    for (int i = 0; i < 6 * 6 * 6; ++i)
        for (const int step : {i / 36, i / 6 % 6, i % 6})
            colours.push_back(std::uint8_t(step * 51));
    std::vector<std::uint8_t> seen(colours.size());
    if (!to_srgb({}, colours.data(), seen.data(), colours.size() / 3))
        return false;
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (std::abs(int(seen[i]) - int(colours[i])) > 1)
            return false;
    return true;
}

bool ColourProfile::to_srgb(PixelKind from, const void* in, std::uint8_t* out,
                            std::size_t count) const
{
    return convert(from, in, out, false, count);
}

bool ColourProfile::to_srgb(PixelKind from, const void* in, std::uint16_t* out,
                            std::size_t count) const
{
    return convert(from, in, out, true, count);
}

bool ColourProfile::convert(PixelKind from, const void* in, void* out, bool deep,
                            std::size_t count) const
{
    const auto target = srgb();
    const PixelKind to{.deep = deep, .channels = from.channels == 4 && !from.inks ? 4 : 3};
    const auto flags = deep ? kFlags | cmsFLAGS_NOOPTIMIZE : kFlags;
    const Transform transform(cmsCreateTransform(handle_.get(), layout(from), target.get(),
                                                 layout(to), INTENT_PERCEPTUAL, flags));
    if (!transform)
        return false;
    run(transform.get(), static_cast<const std::uint8_t*>(in), bytes_of(from),
        static_cast<std::uint8_t*>(out), bytes_of(to), count);
    return true;
}

bool ColourProfile::from_srgb(int channels, const std::uint8_t* in, void* out, bool deep,
                              std::size_t count) const
{
    const auto source = srgb();
    const PixelKind from{.deep = false, .channels = channels};
    const PixelKind to{.deep = deep, .channels = channels};
    const Transform transform(cmsCreateTransform(source.get(), layout(from), handle_.get(),
                                                 layout(to), INTENT_PERCEPTUAL, kFlags));
    if (!transform)
        return false;
    run(transform.get(), in, bytes_of(from), static_cast<std::uint8_t*>(out), bytes_of(to), count);
    return true;
}

}  // namespace ldm
