// SPDX-License-Identifier: MIT
#include "io/photo_data.h"
#include "io/photo_pixels.h"
#include "io/xmp_packet.h"
#include "ldm/error.h"

#include <cstddef>

/// A photo with what it carries: chunks, segments, profile, Exif, XMP. Only Error may leave.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ldm::ImageBytes bytes(data, size);
    try {
        const auto photo = ldm::decode_photo(bytes, "photo");
        static_cast<void>(ldm::file_pixels(photo.image, photo.origin.get(), true));
    } catch (const ldm::Error&) {
    }
    const auto found = ldm::photo_data(bytes);
    static_cast<void>(ldm::recipe_in_xmp(found.xmp));
    auto exif = ldm::upright_exif(bytes);
    ldm::set_exif_size(exif, 4000, 3000);
    static_cast<void>(ldm::exif_of_tiff(bytes));
    return 0;
}
