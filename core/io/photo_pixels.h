// SPDX-License-Identifier: MIT
#pragma once

#include "io/colour_profile.h"
#include "ldm/photo.h"

namespace ldm {

/// A photo in memory. @param name  stands for the file in errors @throws as load_photo
Photo decode_photo(ImageBytes bytes, const std::string& name);

/// Fills in the colours of a photo as models see them, from its own in that profile.
/// @param image  of the photo's size and channels @return false if the profile cannot do it
bool seen_colours(const PhotoOrigin& origin, const ColourProfile& profile, Image& image);

/// A photo of 16 bits in 8.
Image narrowed(const PhotoOrigin& origin);

/// A picture as it goes into a file: of 8 or of 16 bits, in a profile's colours.
struct FilePixels {
    int width = 0, height = 0, channels = 3;
    std::vector<std::uint8_t> shallow;  ///< empty if there are 16 bits
    std::vector<std::uint16_t> deep;
    std::vector<std::uint8_t> profile;  ///< empty = sRGB
};

/// The colours of a picture made of a photo: in the photo's profile, and the photo's own numbers
/// where nothing has changed. @param origin  may be null @param deep  may it have 16 bits?
FilePixels file_pixels(const Image& image, const PhotoOrigin* origin, bool deep);

}  // namespace ldm
