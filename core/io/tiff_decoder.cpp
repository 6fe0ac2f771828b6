// SPDX-License-Identifier: MIT
#include "io/image_decoders.h"
#include "io/tiff_memory.h"

#include <algorithm>

namespace ldm {

namespace {

bool has_alpha(TIFF* tiff)
{
    std::uint16_t count = 0;
    std::uint16_t* kinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds);
    return count > 0 && (kinds[0] == EXTRASAMPLE_ASSOCALPHA || kinds[0] == EXTRASAMPLE_UNASSALPHA);
}

/// libtiff gives colours multiplied by alpha.
std::uint8_t divided(std::uint32_t colour, std::uint32_t alpha)
{
    return alpha == 0
               ? 0
               : static_cast<std::uint8_t>(std::min(255u, (colour * 255 + alpha / 2) / alpha));
}

}  // namespace

Image decode_tiff(ImageBytes bytes)
{
    TiffSource source{bytes};
    const auto tiff = open_tiff(source);
    if (!tiff)
        refuse_image("it is truncated or damaged");
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    check_image_size(width, height);
    char reason[1024] = "";
    if (!TIFFRGBAImageOK(tiff.get(), reason))
        throw Error(ErrorCode::Unsupported,
                    std::string("it is a kind of TIFF that is not supported (") + reason + ")");
    const bool alpha = has_alpha(tiff.get());
    // Not a vector: pages that a damaged file never fills are never touched.
    const std::unique_ptr<std::uint32_t[]> raster(new std::uint32_t[std::size_t(width) * height]);
    if (!TIFFReadRGBAImageOriented(tiff.get(), width, height, raster.get(), ORIENTATION_TOPLEFT, 1))
        refuse_image("it is truncated or damaged");
    Image image = make_image(width, height, alpha ? 4 : 3);
    std::uint8_t* out = image.pixels.data();
    for (std::size_t i = 0; i < std::size_t(width) * height; ++i) {
        const std::uint32_t abgr = raster[i];
        const std::uint32_t a = alpha ? TIFFGetA(abgr) : 255;
        *out++ = divided(TIFFGetR(abgr), a);
        *out++ = divided(TIFFGetG(abgr), a);
        *out++ = divided(TIFFGetB(abgr), a);
        if (alpha)
            *out++ = static_cast<std::uint8_t>(a);
    }
    return image;
}

}  // namespace ldm
