// SPDX-License-Identifier: MIT
#include "io/deep_pixels.h"
#include "io/tiff_memory.h"

#include <algorithm>
#include <cstring>

namespace ldm {

namespace {

/// How the samples of a TIFF are stored.
struct Layout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t bits = 1, samples = 1, planes = PLANARCONFIG_CONTIG;
    std::uint16_t photometric = 0, format = SAMPLEFORMAT_UINT, extra = 0;
    bool premultiplied = false;
    bool minimal = false;  ///< it says what it is at all
};

Layout layout_of(TIFF* tiff)
{
    Layout l;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &l.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &l.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &l.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &l.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &l.planes);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &l.format);
    l.minimal = TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &l.photometric) == 1;
    std::uint16_t* kinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &l.extra, &kinds);
    l.premultiplied = l.extra > 0 && kinds[0] == EXTRASAMPLE_ASSOCALPHA;
    return l;
}

bool is_read(TIFF* tiff, const Layout& l)
{
    const bool inks = l.photometric == PHOTOMETRIC_SEPARATED;
    const int colours = inks ? 4 : l.photometric == PHOTOMETRIC_RGB ? 3 : 1;
    const bool known =
        inks || l.photometric == PHOTOMETRIC_RGB || l.photometric == PHOTOMETRIC_MINISBLACK;
    return l.minimal && known && !TIFFIsTiled(tiff) && l.planes == PLANARCONFIG_CONTIG &&
           l.format == SAMPLEFORMAT_UINT && (l.bits == 16 || (l.bits == 8 && inks)) &&
           l.samples >= colours && l.samples <= colours + 1 && !l.premultiplied;
}

/// One row of samples as RGB, RGBA or inks.
template <typename Number>
void spread(const Number* in, Number* out, const Layout& l, int channels)
{
    const bool grey = l.samples <= 2;
    for (std::uint32_t x = 0; x < l.width; ++x, in += l.samples, out += channels) {
        for (int c = 0; c < std::min(channels, 3); ++c)
            out[c] = in[grey ? 0 : c];
        if (channels == 4)
            out[3] = in[grey ? 1 : 3];
    }
}

}  // namespace

std::optional<RawPixels> raw_tiff(ImageBytes bytes, int orientation)
{
    TiffSource source{bytes};
    const auto tiff = open_tiff(source);
    if (!tiff)
        return std::nullopt;
    const auto l = layout_of(tiff.get());
    check_image_size(l.width, l.height);
    if (!is_read(tiff.get(), l))
        return std::nullopt;
    RawPixels raw;
    raw.width = int(l.width);
    raw.height = int(l.height);
    const bool inks = l.photometric == PHOTOMETRIC_SEPARATED;
    raw.channels = inks || l.samples == 2 || l.samples == 4 ? 4 : 3;
    const auto row = std::size_t(l.width) * std::size_t(raw.channels);
    const auto line_bytes = std::size_t(TIFFScanlineSize(tiff.get()));
    if (line_bytes < std::size_t(l.width) * l.samples * (l.bits / 8u))
        return std::nullopt;
    // Nothing packs better than 1 : 1032, so a file that is far too short needs no memory.
    if (row * l.height * (l.bits / 8u) / 1100 > bytes.size())
        refuse_image("it is truncated: it is too short for its size in pixels");
    std::vector<std::uint16_t> line(line_bytes / 2 + 1);
    if (l.bits == 16)
        raw.deep.resize(row * l.height);
    else
        raw.shallow.resize(row * l.height);
    for (std::uint32_t y = 0; y < l.height; ++y) {
        if (TIFFReadScanline(tiff.get(), line.data(), y, 0) != 1)
            refuse_image("it is truncated or damaged");
        if (l.bits == 16)
            spread(line.data(), raw.deep.data() + row * y, l, raw.channels);
        else
            spread(reinterpret_cast<const std::uint8_t*>(line.data()), raw.shallow.data() + row * y,
                   l, raw.channels);
    }
    if (orientation != 1) {
        raw.deep = turned(raw.deep, raw.width, raw.height, raw.channels, orientation);
        raw.shallow = turned(raw.shallow, raw.width, raw.height, raw.channels, orientation);
        if (orientation >= 5)
            std::swap(raw.width, raw.height);
    }
    return raw;
}

}  // namespace ldm
