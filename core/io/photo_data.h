// SPDX-License-Identifier: MIT
#pragma once

#include "io/exif_block.h"
#include "io/image_decoders.h"

#include <string>
#include <vector>

namespace ldm {

/// The kinds of picture files that are read and written.
enum class PictureFormat { None, Png, Jpeg, Tiff, Webp };

/// By the first bytes.
PictureFormat format_of(ImageBytes bytes);

/// What a picture file carries beside its pixels, as it stands in the file.
struct PhotoData {
    std::vector<std::uint8_t> profile;  ///< ICC
    ExifBlock exif;                     ///< as found; of a TIFF as `exif_of_tiff`
    std::string xmp;                    ///< of a JPEG without what a longer packet says
    std::string long_xmp;               ///< of a JPEG: that packet
    int bits = 8;                       ///< of a colour
    int frames = 1;
    int colours = 3;  ///< 1 grey, 3 RGB (also by palette), 4 inks
    int orientation = 1;
};

/// Looks through the chunks or segments of a file; pixels are not touched. What is damaged is left
/// out: a photo is not refused for its metadata.
PhotoData photo_data(ImageBytes bytes);

// One a format; in photo_data_*.cpp.
PhotoData png_data(ImageBytes bytes);
PhotoData jpeg_data(ImageBytes bytes);
PhotoData tiff_data(ImageBytes bytes);
PhotoData webp_data(ImageBytes bytes);

}  // namespace ldm
