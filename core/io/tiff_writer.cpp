// SPDX-License-Identifier: MIT
#include "io/atomic_file.h"
#include "io/picture_writer.h"
#include "io/tiff_memory.h"
#include "io/xmp_packet.h"

#include <algorithm>
#include <cstring>

namespace ldm {

namespace {

/// A file in memory that libtiff writes.
struct Target {
    std::vector<std::uint8_t> bytes;
    std::uint64_t position = 0;
};

tmsize_t on_read(thandle_t handle, void* out, tmsize_t size)
{
    auto& target = *static_cast<Target*>(handle);
    if (size <= 0 || target.position >= target.bytes.size())
        return 0;
    const auto count =
        std::min<std::uint64_t>(std::uint64_t(size), target.bytes.size() - target.position);
    std::memcpy(out, target.bytes.data() + target.position, count);
    target.position += count;
    return tmsize_t(count);
}

tmsize_t on_write(thandle_t handle, void* data, tmsize_t size)
try {
    auto& target = *static_cast<Target*>(handle);
    if (size <= 0)
        return 0;
    const auto end = target.position + std::uint64_t(size);
    if (end > target.bytes.size())
        target.bytes.resize(end);
    std::memcpy(target.bytes.data() + target.position, data, std::size_t(size));
    target.position = end;
    return size;
} catch (const std::bad_alloc&) {
    return 0;  // nothing may be thrown through libtiff
}

toff_t on_seek(thandle_t handle, toff_t offset, int whence)
{
    auto& target = *static_cast<Target*>(handle);
    if (whence == SEEK_CUR)
        offset += target.position;
    else if (whence == SEEK_END)
        offset += target.bytes.size();
    return target.position = offset;
}

int on_close(thandle_t)
{
    return 0;
}

toff_t on_size(thandle_t handle)
{
    return static_cast<Target*>(handle)->bytes.size();
}

void describe(TIFF* tiff, const FilePixels& p)
{
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, std::uint32_t(p.width));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, std::uint32_t(p.height));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, p.deep.empty() ? 8 : 16);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, p.channels);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC,
                 p.channels == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0));
    const std::uint16_t alpha = EXTRASAMPLE_UNASSALPHA;
    if (p.channels == 4)
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &alpha);
    if (!p.profile.empty())
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, std::uint32_t(p.profile.size()), p.profile.data());
}

/// Places for the directories that are added later, and the camera's texts.
void announce_exif(TIFF* tiff, const ExifBlock& exif)
{
    for (const int tag : kExifTexts)
        if (const auto text = exif_text(exif, tag); !text.empty())
            TIFFSetField(tiff, std::uint32_t(tag), text.c_str());
    for (const int tag : {kExifDirectory, kGpsDirectory})
        if (has_exif_directory(exif, tag))
            TIFFSetField(tiff, std::uint32_t(tag), std::uint64_t(8));
}

bool write_rows(TIFF* tiff, const FilePixels& p)
{
    const auto row = std::size_t(p.width) * std::size_t(p.channels);
    std::vector<std::uint8_t> line(row * (p.deep.empty() ? 1 : 2));  // the predictor changes it
    for (int y = 0; y < p.height; ++y) {
        const auto* from = p.deep.empty() ? static_cast<const void*>(p.shallow.data() + row * y)
                                          : p.deep.data() + row * y;
        std::memcpy(line.data(), from, line.size());
        if (TIFFWriteScanline(tiff, line.data(), std::uint32_t(y), 0) != 1)
            return false;
    }
    return true;
}

}  // namespace

void write_tiff(const std::filesystem::path& path, const PictureContents& contents)
{
    constexpr std::size_t kClassic = std::size_t(3) << 30;  // beyond, offsets need 64 bits
    const auto& p = contents.pixels;
    AtomicFile file(path);
    silence_tiff();
    const bool big = std::max(p.shallow.size(), 2 * p.deep.size()) > kClassic;
    const bool exif = !big && contents.exif.size() >= 8;
    const bool little = !exif || is_little_endian(contents.exif);
    Target target;
    const char* mode = big ? "w8lm" : little ? "wlm" : "wbm";
    TiffFile tiff(TIFFClientOpen("picture", mode, &target, on_read, on_write, on_seek, on_close,
                                 on_size, nullptr, nullptr));
    bool done = tiff != nullptr;
    if (done) {
        describe(tiff.get(), p);
        if (exif)
            announce_exif(tiff.get(), contents.exif);
        const auto xmp = make_xmp(contents.xmp, contents.recipe);
        if (!xmp.empty())
            TIFFSetField(tiff.get(), TIFFTAG_XMLPACKET, std::uint32_t(xmp.size()), xmp.data());
        done = write_rows(tiff.get(), p) && TIFFFlush(tiff.get()) == 1;
        tiff.reset();
    }
    if (!done)
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to save the picture.");
    if (exif)
        append_exif(target.bytes, contents.exif);
    file.write(target.bytes.data(), target.bytes.size());
    file.commit();
}

}  // namespace ldm
