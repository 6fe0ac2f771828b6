// SPDX-License-Identifier: MIT
#include "io/image_decoders.h"

#include <tiffio.h>
#include <algorithm>
#include <cstring>
#include <memory>

namespace ldm {

namespace {

/// The bytes as the file that libtiff reads.
struct Source {
    ImageBytes bytes;
    std::uint64_t position = 0;
};

tmsize_t on_read(thandle_t handle, void* out, tmsize_t size)
{
    auto& source = *static_cast<Source*>(handle);
    if (size <= 0 || source.position >= source.bytes.size())
        return 0;
    const auto count = std::min<std::uint64_t>(static_cast<std::uint64_t>(size),
                                               source.bytes.size() - source.position);
    std::memcpy(out, source.bytes.data() + source.position, count);
    source.position += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t on_write(thandle_t, void*, tmsize_t)
{
    return 0;
}

toff_t on_seek(thandle_t handle, toff_t offset, int whence)
{
    auto& source = *static_cast<Source*>(handle);
    if (whence == SEEK_CUR)
        offset += source.position;
    else if (whence == SEEK_END)
        offset += source.bytes.size();
    source.position = offset;
    return offset;
}

int on_close(thandle_t)
{
    return 0;
}

toff_t on_size(thandle_t handle)
{
    return static_cast<Source*>(handle)->bytes.size();
}

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

/// libtiff would print to the terminal; what it says is in our own words.
void silence()
{
    static const bool done = [] {
        TIFFSetErrorHandler(nullptr);
        TIFFSetWarningHandler(nullptr);
        return true;
    }();
    static_cast<void>(done);
}

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
    silence();
    Source source{bytes};
    const std::unique_ptr<TIFF, CloseTiff> tiff(TIFFClientOpen(
        "picture", "rm", &source, on_read, on_write, on_seek, on_close, on_size, nullptr, nullptr));
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
