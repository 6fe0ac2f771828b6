// SPDX-License-Identifier: MIT
#include "io/atomic_file.h"
#include "io/picture_writer.h"
#include "io/xmp_packet.h"

#include <openssl/evp.h>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
// After cstdio:
#include <jpeglib.h>

namespace ldm {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSegment = 65533;  // bytes that one segment holds
constexpr auto kExifHeader = "Exif\0\0"sv;
constexpr auto kXmpHeader = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr auto kLongHeader = "http://ns.adobe.com/xmp/extension/\0"sv;

/// MD5 as 32 digits: the name of a longer packet, as the XMP specification wants it.
std::string digest(const std::string& text)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int count = 0;
    if (EVP_Digest(text.data(), text.size(), bytes, &count, EVP_md5(), nullptr) != 1)
        throw Error(ErrorCode::Internal, "The recipe cannot be put into a JPEG picture here.");
    std::string digits;
    for (unsigned int i = 0; i < count; ++i)
        for (const int half : {bytes[i] >> 4, bytes[i] & 15})
            digits += "0123456789ABCDEF"[half];
    return digits;
}

/// APP1 segments: Exif, the packet, and the longer one in parts.
std::vector<std::vector<std::uint8_t>> segments_of(const PictureContents& contents)
{
    std::vector<std::vector<std::uint8_t>> all;
    const auto begin = [&](std::string_view header) -> std::vector<std::uint8_t>& {
        all.emplace_back();
        append(all.back(), header);
        return all.back();
    };
    if (!contents.exif.empty() && contents.exif.size() + kExifHeader.size() <= kSegment) {
        auto& out = begin(kExifHeader);
        out.insert(out.end(), contents.exif.begin(), contents.exif.end());
    }
    std::string packet = make_xmp(contents.xmp, contents.recipe);
    std::string longer;
    if (packet.size() + kXmpHeader.size() > kSegment) {
        longer = make_xmp({}, contents.recipe);
        packet = make_xmp(contents.xmp, {});
        if (packet.size() + kXmpHeader.size() + 256 > kSegment)
            packet.clear();
        packet = longer.empty() ? packet : with_extension(packet, digest(longer));
    }
    if (!packet.empty())
        append(begin(kXmpHeader), packet);
    const auto guid = longer.empty() ? std::string() : digest(longer);
    const std::size_t part = kSegment - kLongHeader.size() - guid.size() - 8;
    for (std::size_t at = 0; at < longer.size(); at += part) {
        auto& out = begin(kLongHeader);
        append(out, guid);
        append_number(out, 4, longer.size(), false);
        append_number(out, 4, at, false);
        append(out, std::string_view(longer).substr(at, part));
    }
    return all;
}

/// JPEG has no transparency: on white.
std::vector<std::uint8_t> opaque(const FilePixels& p)
{
    if (p.channels != 4)
        return p.shallow;
    std::vector<std::uint8_t> out;
    out.reserve(p.shallow.size() / 4 * 3);
    for (std::size_t i = 0; i < p.shallow.size(); i += 4)
        for (std::size_t c = 0; c < 3; ++c) {
            const int alpha = p.shallow[i + 3];
            out.push_back(
                std::uint8_t((p.shallow[i + c] * alpha + 255 * (255 - alpha) + 127) / 255));
        }
    return out;
}

struct Errors {
    jpeg_error_mgr manager;
    std::jmp_buf jump;
};

[[noreturn]] void on_error(j_common_ptr common)
{
    std::longjmp(reinterpret_cast<Errors*>(common->err)->jump, 1);
}

void on_message(j_common_ptr)
{
}

/// What libjpeg writes into; grows.
struct Output {
    unsigned char* data = nullptr;
    unsigned long size = 0;
    ~Output() { std::free(data); }
};

/// Plain data: libjpeg leaves by longjmp.
struct JpegJob {
    const FilePixels& picture;
    const std::vector<std::uint8_t>& pixels;
    const std::vector<std::vector<std::uint8_t>>& segments;
    int quality;
};

/// Answers false if libjpeg gave up, which happens for want of memory only.
bool run(const JpegJob& job, jpeg_compress_struct& info, Errors& errors, Output& output)
{
    if (setjmp(errors.jump))
        return false;
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &output.data, &output.size);
    const int channels = job.picture.channels == 1 ? 1 : 3;
    info.image_width = JDIMENSION(job.picture.width);
    info.image_height = JDIMENSION(job.picture.height);
    info.input_components = channels;
    info.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, job.quality, TRUE);
    if (job.quality >= 90)
        info.comp_info[0].h_samp_factor = info.comp_info[0].v_samp_factor = 1;
    jpeg_start_compress(&info, TRUE);
    for (const auto& segment : job.segments)
        jpeg_write_marker(&info, JPEG_APP0 + 1, segment.data(), unsigned(segment.size()));
    if (!job.picture.profile.empty())
        jpeg_write_icc_profile(&info, job.picture.profile.data(),
                               unsigned(job.picture.profile.size()));
    const auto row_bytes = std::size_t(job.picture.width) * std::size_t(channels);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = const_cast<JSAMPROW>(job.pixels.data() + row_bytes * info.next_scanline);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    return true;
}

}  // namespace

void write_jpeg(const std::filesystem::path& path, const PictureContents& contents)
{
    check_side(contents.pixels, JPEG_MAX_DIMENSION, "JPEG");
    const auto pixels = opaque(contents.pixels);
    const auto segments = segments_of(contents);
    Output output;
    Errors errors = {};
    struct Info : jpeg_compress_struct {
        ~Info() { jpeg_destroy_compress(this); }
    } info = {};
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = on_error;
    errors.manager.output_message = on_message;
    AtomicFile file(path);
    if (!run({contents.pixels, pixels, segments, contents.quality}, info, errors, output))
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to save the picture.");
    file.write(output.data, output.size);
    file.commit();
}

}  // namespace ldm
