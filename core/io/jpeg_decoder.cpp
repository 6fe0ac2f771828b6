// SPDX-License-Identifier: MIT
#include "io/deep_pixels.h"
#include "io/exif_block.h"
#include "io/image_decoders.h"

#include <jpeglib.h>
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>
// After jpeglib.h:
#include <jerror.h>

namespace ldm {

namespace {

/// libjpeg's error manager first, so that its pointer is ours too.
struct Errors {
    jpeg_error_mgr manager;
    std::jmp_buf jump;
    char message[JMSG_LENGTH_MAX];
    bool tolerant = false;  ///< a picture that breaks off is taken
    bool ended = false;     ///< it did
    unsigned rows = 0;      ///< read before that
};

[[noreturn]] void on_error(j_common_ptr common)
{
    auto* errors = reinterpret_cast<Errors*>(common->err);
    common->err->format_message(common, errors->message);
    std::longjmp(errors->jump, 1);
}

/// libjpeg fills a truncated picture with grey and only warns: for us that is an error.
void on_message(j_common_ptr common, int level)
{
    if (level >= 0 || common->err->msg_code != JWRN_JPEG_EOF)
        return;
    auto* errors = reinterpret_cast<Errors*>(common->err);
    if (!errors->tolerant)
        on_error(common);
    if (!errors->ended)
        errors->rows = reinterpret_cast<j_decompress_ptr>(common)->output_scanline;
    errors->ended = true;
}

/// One picture being read. libjpeg reports errors by longjmp: each call that may fail is inside
/// guarded(), in a lambda without objects that need a destructor.
class Decoder {
public:
    explicit Decoder(ImageBytes bytes, bool tolerant = false);

    Image read();
    /// Of the rows.
    double share_read() const
    {
        return errors_.ended ? double(errors_.rows) / std::max(1u, info_.image_height) : 1.0;
    }
    RawPixels read_inks();
    int orientation() const { return orientation_; }

private:
    template <typename Steps>
    void guarded(Steps steps)
    {
        if (setjmp(errors_.jump))
            refuse_image("it is truncated or damaged (" + std::string(errors_.message) + ")");
        steps();
    }

    void read_rows(std::uint8_t* pixels, std::size_t row_bytes);
    Image read_cmyk();

    struct Info : jpeg_decompress_struct {
        ~Info() { jpeg_destroy_decompress(this); }
    };

    Errors errors_ = {};
    Info info_ = {};
    int orientation_ = 1;
};

Decoder::Decoder(ImageBytes bytes, bool tolerant)
{
    errors_.tolerant = tolerant;
    info_.err = jpeg_std_error(&errors_.manager);
    errors_.manager.error_exit = on_error;
    errors_.manager.emit_message = on_message;
    guarded([this, bytes] {
        jpeg_create_decompress(&info_);
        jpeg_mem_src(&info_, bytes.data(), static_cast<unsigned long>(bytes.size()));
        jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xffff);
        jpeg_read_header(&info_, TRUE);
    });
    check_image_size(info_.image_width, info_.image_height);
    // Coding a block of 64 pixels takes a bit at least, so a file that is far too short needs no
    // memory.
    if (std::uint64_t(info_.image_width) * info_.image_height / 1024 > bytes.size())
        refuse_image("it is truncated: it is too short for its size in pixels");
    static constexpr std::size_t kHeader = 6;  // "Exif" and two zeros
    for (auto* marker = info_.marker_list; marker && orientation_ == 1; marker = marker->next)
        if (marker->data_length > kHeader && std::memcmp(marker->data, "Exif", 5) == 0)
            orientation_ = exif_orientation(
                {marker->data + kHeader, std::size_t(marker->data_length) - kHeader});
}

void Decoder::read_rows(std::uint8_t* pixels, std::size_t row_bytes)
{
    guarded([this, pixels, row_bytes] {
        jpeg_start_decompress(&info_);
        while (info_.output_scanline < info_.output_height) {
            JSAMPROW row = pixels + row_bytes * info_.output_scanline;
            jpeg_read_scanlines(&info_, &row, 1);
        }
        jpeg_finish_decompress(&info_);
    });
}

Image Decoder::read()
{
    if (info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK)
        return read_cmyk();
    info_.out_color_space = JCS_RGB;
    Image image = make_image(info_.image_width, info_.image_height, 3);
    read_rows(image.pixels.data(), std::size_t(image.width) * 3);
    return image;
}

RawPixels Decoder::read_inks()
{
    if (info_.jpeg_color_space != JCS_CMYK && info_.jpeg_color_space != JCS_YCCK)
        throw Error(ErrorCode::Unsupported, "it has no print colours");
    info_.out_color_space = JCS_CMYK;
    RawPixels raw;
    raw.inverted = info_.saw_Adobe_marker;  // Adobe stores 255 - ink
    Image image = make_image(info_.image_width, info_.image_height, 4);
    read_rows(image.pixels.data(), std::size_t(image.width) * 4);
    raw.width = image.width;
    raw.height = image.height;
    raw.channels = 4;
    raw.shallow = std::move(image.pixels);
    return raw;
}

/// Print colours without their profile: an approximation, as browsers make it.
Image Decoder::read_cmyk()
{
    auto raw = read_inks();
    Image image{raw.width, raw.height, 3, std::move(raw.shallow)};
    const auto count = image.pixels.size() / 4;
    for (std::size_t i = 0; i < count; ++i) {
        const auto light = [&](std::size_t c) {
            const int value = image.pixels[4 * i + c];
            return raw.inverted ? value : 255 - value;
        };
        const int black = light(3);
        const int rgb[3] = {light(0) * black, light(1) * black, light(2) * black};
        for (std::size_t c = 0; c < 3; ++c)
            image.pixels[3 * i + c] = static_cast<std::uint8_t>((rgb[c] + 127) / 255);
    }
    image.pixels.resize(3 * count);
    return image;
}

}  // namespace

Image decode_jpeg(ImageBytes bytes, double* share)
{
    Decoder decoder(bytes, share != nullptr);
    Image image = decoder.read();
    if (share)
        *share = decoder.share_read();
    if (const int orientation = decoder.orientation(); orientation != 1) {
        image.pixels = turned(image.pixels, image.width, image.height, image.channels, orientation);
        if (orientation >= 5)
            std::swap(image.width, image.height);
    }
    return image;
}

RawPixels jpeg_inks(ImageBytes bytes)
{
    Decoder decoder(bytes);
    auto raw = decoder.read_inks();
    if (const int orientation = decoder.orientation(); orientation != 1) {
        raw.shallow = turned(raw.shallow, raw.width, raw.height, raw.channels, orientation);
        if (orientation >= 5)
            std::swap(raw.width, raw.height);
    }
    return raw;
}

}  // namespace ldm
