// SPDX-License-Identifier: MIT
#pragma once

#include "io/image_decoders.h"

#include <memory>
#include <optional>
#include <vector>

namespace ldm {

/// What a profile's numbers mean.
enum class ProfileKind { Light, Grey, Inks };

/// How the numbers of a picture lie in memory: 8 or 16 bits; 3 or 4 channels of RGB, 1 of grey, or
/// 4 of inks, which may count from full ink down.
struct PixelKind {
    bool deep = false;
    int channels = 3;
    bool inks = false;
    bool inverted = false;
};

/// An ICC profile, from anywhere: whatever is wrong with it, it is refused, not followed.
/// Conversions are perceptual with black point compensation, by LittleCMS.
class ColourProfile {
public:
    /// None if the bytes are no profile that can be used for colours.
    static std::optional<ColourProfile> open(ImageBytes icc);

    ProfileKind kind() const { return kind_; }

    /// Does it give what sRGB gives, to a step of 8 bits?
    bool is_srgb() const;

    /// Pixels of these colours as 8-bit sRGB, alpha carried over.
    /// @param out  3 bytes a pixel, or 4 if `from` is RGBA
    /// @return false if the profile cannot do it
    bool to_srgb(PixelKind from, const void* in, std::uint8_t* out, std::size_t count) const;

    /// The same as 16-bit sRGB, every step reckoned by itself.
    bool to_srgb(PixelKind from, const void* in, std::uint16_t* out, std::size_t count) const;

    /// 8-bit sRGB pixels in these colours (RGB only), alpha carried over.
    /// @param deep  `out` has 16 bits a channel @return false if the profile cannot do it
    bool from_srgb(int channels, const std::uint8_t* in, void* out, bool deep,
                   std::size_t count) const;

private:
    ColourProfile(std::shared_ptr<void> handle, ProfileKind kind);

    bool convert(PixelKind from, const void* in, void* out, bool deep, std::size_t count) const;

    std::shared_ptr<void> handle_;
    ProfileKind kind_;
};

}  // namespace ldm
