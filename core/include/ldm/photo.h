// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/picture.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ldm {

/// What a photo's file holds beyond what a model sees of it. It is given back to the file of what
/// is made of the photo.
struct PhotoOrigin {
    int width = 0;  ///< upright
    int height = 0;
    int channels = 3;                   ///< 3 RGB, 4 RGBA
    std::vector<std::uint8_t> profile;  ///< ICC profile of RGB colours; empty = sRGB
    std::vector<std::uint8_t> exif;     ///< Exif block: upright, without thumbnail; empty = none
    std::string xmp;                    ///< XMP packet; empty = none
    std::vector<std::uint8_t> pixels;   ///< 8 bits in the profile's colours; empty: as the image
    std::vector<std::uint16_t> deep;    ///< 16 bits in the profile's colours; empty: it has fewer

    std::size_t bytes() const
    {
        return profile.size() + exif.size() + xmp.size() + pixels.size() + 2 * deep.size();
    }
};

/// A photo as it was found.
struct Photo {
    Image image;                   ///< as models take it: 8 bits, sRGB, upright, the first frame
    std::string format;            ///< "png", "jpeg", "tiff", "webp"
    int bits = 8;                  ///< of a colour in the file
    int frames = 1;                ///< of an animation, or pages
    bool cmyk = false;             ///< the file has print colours
    bool converted = false;        ///< it has a profile whose colours are not sRGB's
    bool damaged_profile = false;  ///< it has one that cannot be used: taken as sRGB
    bool turned = false;           ///< the camera was held sideways or upside down
    std::shared_ptr<const PhotoOrigin> origin;
};

/// Reads a PNG, JPEG, TIFF or WebP with what it carries.
/// @throws as load_image
Photo load_photo(const std::filesystem::path& file);

/// What can be read of a PNG or JPEG that breaks off: as 8-bit sRGB without what it carries.
/// @param share  of its rows that are there @throws as load_image if nothing is
Image load_broken_image(const std::filesystem::path& file, double& share);

/// How a picture is saved.
struct SaveOptions {
    std::shared_ptr<const PhotoOrigin> origin{};  ///< of the photo that it was made of
    bool recipe = true;                           ///< inside, so that it can be made again
    bool camera_data = true;                      ///< the photo's Exif and XMP
    int quality = 95;                             ///< of JPEG and WebP, 1 to 100
};

/// Writes a picture as PNG, JPEG, WebP or TIFF, by the name's ending, through a temporary file and
/// a rename. It gets the colours of the photo that it was made of; where it is as the photo was, it
/// gets the photo's own numbers, of 16 bits in PNG and TIFF if the photo has these. The recipe is
/// an iTXt text of a PNG, else in the XMP packet.
/// @throws Error{BadArgument} for another ending or a picture too large for the format
/// @throws Error{File} naming the file and what to do
void save_picture(const Picture& picture, const std::filesystem::path& file,
                  const SaveOptions& options);

/// Can a file of that name be written? By its ending.
bool is_picture_name(const std::filesystem::path& file);

}  // namespace ldm
