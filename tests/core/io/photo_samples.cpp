// SPDX-License-Identifier: MIT
#include "core/io/photo_samples.h"

#include "io/picture_writer.h"

#include <lcms2.h>
#include <webp/encode.h>
#include <webp/mux.h>
#include <cstdio>
#include <cstdlib>
#include <fstream>
// After cstdio:
#include <jpeglib.h>

namespace samples {

namespace {

void put(std::vector<std::uint8_t>& out, int size, unsigned value)
{
    ldm::append_number(out, std::size_t(size), value, true);
}

void entry(std::vector<std::uint8_t>& out, unsigned tag, unsigned type, unsigned count,
           unsigned value)
{
    put(out, 2, tag);
    put(out, 2, type);
    put(out, 4, count);
    put(out, 4, value);
}

std::vector<std::uint8_t> saved(cmsHPROFILE profile)
{
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::vector<std::uint8_t> bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    // The day it was made would make each one another.
    std::fill_n(bytes.begin() + 24, 12, std::uint8_t(0));
    std::fill_n(bytes.begin() + 84, 16, std::uint8_t(0));
    return bytes;
}

}  // namespace

std::vector<std::uint8_t> greyProfile(double gamma)
{
    cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
    cmsHPROFILE profile = cmsCreateGrayProfile(cmsD50_xyY(), curve);
    cmsFreeToneCurve(curve);
    return saved(profile);
}

std::vector<std::uint8_t> wideProfile()
{
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE primaries{{0.680, 0.320, 1.0}, {0.265, 0.690, 1.0}, {0.150, 0.060, 1.0}};
    const cmsFloat64Number srgb[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve* curve = cmsBuildParametricToneCurve(nullptr, 4, srgb);
    cmsToneCurve* curves[] = {curve, curve, curve};
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsFreeToneCurve(curve);
    return saved(profile);
}

std::vector<std::uint8_t> exifBlock(int orientation)
{
    std::vector<std::uint8_t> out{'I', 'I', 42, 0, 8, 0, 0, 0};
    put(out, 2, 4);                // first directory: 8 … 62
    entry(out, 0x0110, 2, 9, 62);  // model, 9 bytes
    entry(out, 0x0112, 3, 1, unsigned(orientation));
    entry(out, 0x8769, 4, 1, 72);                            // Exif
    entry(out, 0x8825, 4, 1, 102);                           // GPS
    put(out, 4, 120);                                        // next directory: the thumbnail's
    ldm::append(out, std::string_view("Camera Z\0\0", 10));  // 62 … 72
    put(out, 2, 2);                                          // 72 … 102
    entry(out, 0xa002, 4, 1, 24);
    entry(out, 0xa003, 3, 1, 16);
    put(out, 4, 0);
    put(out, 2, 1);  // 102 … 120
    entry(out, 0x0001, 2, 2, 'N');
    put(out, 4, 0);
    put(out, 2, 2);  // 120 … 150
    entry(out, 0x0201, 4, 1, 150);
    entry(out, 0x0202, 4, 1, 9);
    put(out, 4, 0);
    ldm::append(out, "THUMBNAIL");
    return out;
}

std::filesystem::path rotatedJpeg(const std::filesystem::path& file, int orientation)
{
    ldm::PictureContents c;
    c.pixels = {24, 16, 3, std::vector<std::uint8_t>(24 * 16 * 3, 90), {}, {}};
    c.exif = exifBlock(orientation);
    ldm::write_picture(file, c);
    return file;
}

std::filesystem::path cmykJpeg(const std::filesystem::path& file)
{
    jpeg_compress_struct info = {};
    jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* data = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &data, &size);
    info.image_width = info.image_height = 16;
    info.input_components = 4;
    info.in_color_space = JCS_CMYK;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);  // with Adobe's marker: inks count from full down
    std::vector<std::uint8_t> row;
    for (int x = 0; x < 16; ++x)
        row.insert(row.end(), {10, 250, 250, 250});
    while (info.next_scanline < info.image_height) {
        JSAMPROW line = row.data();
        jpeg_write_scanlines(&info, &line, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<char*>(data), long(size));
    std::free(data);
    return file;
}

std::filesystem::path animatedWebp(const std::filesystem::path& file)
{
    WebPAnimEncoderOptions options;
    WebPAnimEncoderOptionsInit(&options);
    WebPAnimEncoder* encoder = WebPAnimEncoderNew(8, 8, &options);
    WebPConfig config;
    WebPConfigInit(&config);
    config.lossless = 1;
    for (int i = 0; i < 2; ++i) {
        WebPPicture picture;
        WebPPictureInit(&picture);
        picture.use_argb = 1;
        picture.width = picture.height = 8;
        WebPPictureAlloc(&picture);
        for (int p = 0; p < 64; ++p)
            picture.argb[p / 8 * picture.argb_stride + p % 8] = i ? 0xff0000ffu : 0xffff0000u;
        WebPAnimEncoderAdd(encoder, &picture, 100 * i, &config);
        WebPPictureFree(&picture);
    }
    WebPAnimEncoderAdd(encoder, nullptr, 200, nullptr);
    WebPData data;
    WebPDataInit(&data);
    WebPAnimEncoderAssemble(encoder, &data);
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(data.bytes), long(data.size));
    WebPDataClear(&data);
    WebPAnimEncoderDelete(encoder);
    return file;
}

}  // namespace samples
