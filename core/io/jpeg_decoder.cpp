// SPDX-License-Identifier: MIT
#include "io/image_decoders.h"

#include <jpeglib.h>
#include <csetjmp>
#include <cstdio>
// After jpeglib.h:
#include <jerror.h>

namespace ldm {

namespace {

/// libjpeg's error manager first, so that its pointer is ours too.
struct Errors {
    jpeg_error_mgr manager;
    std::jmp_buf jump;
    char message[JMSG_LENGTH_MAX];
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
    if (level < 0 && common->err->msg_code == JWRN_JPEG_EOF)
        on_error(common);
}

/// One picture being read. libjpeg reports errors by longjmp: each call that may fail is inside
/// guarded(), in a lambda without objects that need a destructor.
class Decoder {
public:
    explicit Decoder(ImageBytes bytes);

    Image read();
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

/// The orientation of Exif data: the number behind tag 0x0112 of its first directory; 1 if none.
int exif_orientation(ImageBytes exif)
{
    static constexpr std::size_t kHeader = 6;  // "Exif" and two zeros
    if (exif.size() < kHeader + 8 || exif[0] != 'E' || exif[1] != 'x')
        return 1;
    const auto tiff = exif.subspan(kHeader);
    const bool little = tiff[0] == 'I';
    const auto number = [&](std::size_t at, std::size_t size) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value |= std::size_t(tiff[at + i]) << 8 * (little ? i : size - 1 - i);
        return value;
    };
    const auto directory = number(4, 4);
    if (directory > tiff.size() - 2)
        return 1;
    const auto count = number(directory, 2);
    for (std::size_t i = 0; i < count; ++i) {
        const auto entry = directory + 2 + 12 * i;
        if (entry + 12 > tiff.size())
            return 1;
        const auto value = number(entry + 8, 2);
        if (number(entry, 2) == 0x0112)
            return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

/// Turns a picture upright (Exif 2.3, tag 0x0112).
Image upright(const Image& image, int orientation)
{
    const bool swapped = orientation >= 5;
    Image result = image;
    if (swapped)
        std::swap(result.width, result.height);
    const auto channels = std::size_t(image.channels);
    for (int y = 0; y < result.height; ++y) {
        for (int x = 0; x < result.width; ++x) {
            int from_x = swapped ? y : x;
            int from_y = swapped ? x : y;
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
                from_x = image.width - 1 - from_x;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
                from_y = image.height - 1 - from_y;
            const auto from =
                (std::size_t(from_y) * std::size_t(image.width) + std::size_t(from_x)) * channels;
            const auto to =
                (std::size_t(y) * std::size_t(result.width) + std::size_t(x)) * channels;
            for (std::size_t c = 0; c < channels; ++c)
                result.pixels[to + c] = image.pixels[from + c];
        }
    }
    return result;
}

Decoder::Decoder(ImageBytes bytes)
{
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
    for (auto* marker = info_.marker_list; marker && orientation_ == 1; marker = marker->next)
        orientation_ = exif_orientation({marker->data, marker->data_length});
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

/// Print colours without their profile: an approximation, as browsers make it.
Image Decoder::read_cmyk()
{
    info_.out_color_space = JCS_CMYK;
    const bool inverted = info_.saw_Adobe_marker;  // Adobe stores 255 - ink
    Image image = make_image(info_.image_width, info_.image_height, 4);
    read_rows(image.pixels.data(), std::size_t(image.width) * 4);
    const auto count = image.pixels.size() / 4;
    for (std::size_t i = 0; i < count; ++i) {
        const auto light = [&](std::size_t c) {
            const int value = image.pixels[4 * i + c];
            return inverted ? value : 255 - value;
        };
        const int black = light(3);
        const int rgb[3] = {light(0) * black, light(1) * black, light(2) * black};
        for (std::size_t c = 0; c < 3; ++c)
            image.pixels[3 * i + c] = static_cast<std::uint8_t>((rgb[c] + 127) / 255);
    }
    image.pixels.resize(3 * count);
    image.channels = 3;
    return image;
}

}  // namespace

Image decode_jpeg(ImageBytes bytes)
{
    Decoder decoder(bytes);
    Image image = decoder.read();
    return decoder.orientation() == 1 ? image : upright(image, decoder.orientation());
}

}  // namespace ldm
