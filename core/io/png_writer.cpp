// SPDX-License-Identifier: MIT
#include "io/atomic_file.h"
#include "io/image_decoders.h"
#include "io/image_file.h"

#include <png.h>
#include <algorithm>
#include <csetjmp>

namespace ldm {

namespace {

[[noreturn]] void refuse_argument(const std::string& sentence)
{
    throw Error(ErrorCode::BadArgument, sentence, "image");
}

void check_writable(int width, int height, int channels, std::size_t bytes)
{
    if (width <= 0 || height <= 0 || width > 99'999 || height > 99'999)
        refuse_argument("A picture of " + std::to_string(width) + " × " + std::to_string(height) +
                        " pixels cannot be saved.");
    if (bytes != std::size_t(width) * std::size_t(height) * std::size_t(channels))
        refuse_argument("The picture's pixels do not fit its size, so it cannot be saved.");
}

void check_text(const PngText& text)
{
    const auto printable = [](char c) { return c >= 0x20 && c < 0x7f; };
    const auto& key = text.key;
    if (key.empty() || key.size() > 79 || !std::all_of(key.begin(), key.end(), printable) ||
        key.front() == ' ' || key.back() == ' ')
        refuse_argument("The key of a PNG's text must be 1 to 79 printable ASCII characters.");
    if (text.text.size() > 0x7fff0000 || text.text.find('\0') != std::string::npos)
        refuse_argument("A PNG's text must not be over 2 GB nor contain a zero.");
}

/// Everything that one PNG is made of; plain data, since libpng leaves by longjmp.
struct PngJob {
    AtomicFile& file;
    int width;
    int height;
    int channels;
    int colour_type;
    const std::uint8_t* pixels;
    const png_color* palette = nullptr;
    int palette_size = 0;
    png_text* text = nullptr;
};

void on_write(png_structp png, png_bytep data, std::size_t size)
{
    static_cast<AtomicFile*>(png_get_io_ptr(png))->write(data, size);
}

void on_flush(png_structp)
{
}

[[noreturn]] void on_error(png_structp png, png_const_charp)
{
    png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp)
{
}

/// Answers false if libpng gave up, which happens for want of memory only.
bool run(const PngJob& job, png_structp png, png_infop info)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_write_fn(png, &job.file, on_write, on_flush);
    png_set_IHDR(png, info, static_cast<png_uint_32>(job.width),
                 static_cast<png_uint_32>(job.height), 8, job.colour_type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    if (job.palette)
        png_set_PLTE(png, info, job.palette, job.palette_size);
    if (job.text)
        png_set_text(png, info, job.text, 1);
    png_write_info(png, info);
    const auto row_bytes = std::size_t(job.width) * std::size_t(job.channels);
    for (int y = 0; y < job.height && !job.file.failed(); ++y)
        png_write_row(png, job.pixels + std::size_t(y) * row_bytes);
    if (!job.file.failed())
        png_write_end(png, info);
    return true;
}

void write(const PngJob& job)
{
    struct Structs {
        png_structp png = nullptr;
        png_infop info = nullptr;
        ~Structs() { png_destroy_write_struct(&png, &info); }
    } structs;
    structs.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, on_error, on_warning);
    structs.info = structs.png ? png_create_info_struct(structs.png) : nullptr;
    if (!structs.info || !run(job, structs.png, structs.info))
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to save the picture.");
    job.file.commit();
}

}  // namespace

void write_png(const std::filesystem::path& path, const Image& image,
               const std::optional<PngText>& text)
{
    if (image.channels != 1 && image.channels != 3 && image.channels != 4)
        refuse_argument("A picture with " + std::to_string(image.channels) +
                        " channels cannot be saved as PNG.");
    check_writable(image.width, image.height, image.channels, image.pixels.size());
    png_text entry = {};
    std::string key;
    std::string value;
    if (text) {
        check_text(*text);
        key = text->key;
        value = text->text;
        entry.compression = PNG_ITXT_COMPRESSION_NONE;
        entry.key = key.data();
        entry.text = value.data();
        entry.itxt_length = value.size();
    }
    const int colour_type = image.channels == 1   ? PNG_COLOR_TYPE_GRAY
                            : image.channels == 3 ? PNG_COLOR_TYPE_RGB
                                                  : PNG_COLOR_TYPE_RGB_ALPHA;
    AtomicFile file(path);
    PngJob job{file, image.width, image.height, image.channels, colour_type, image.pixels.data()};
    job.text = text ? &entry : nullptr;
    write(job);
}

void write_index_png(const std::filesystem::path& path, const LabelMap& map,
                     const std::vector<Rgb>& palette)
{
    if (palette.empty() || palette.size() > 256)
        refuse_argument("A label map needs 1 to 256 colours.");
    check_writable(map.width, map.height, 1, map.labels.size());
    const auto largest = *std::max_element(map.labels.begin(), map.labels.end());
    if (largest >= palette.size())
        refuse_argument("The label " + std::to_string(largest) + " has no colour.");
    std::vector<png_color> colours;
    for (const auto& rgb : palette)
        colours.push_back({rgb[0], rgb[1], rgb[2]});
    AtomicFile file(path);
    PngJob job{file, map.width, map.height, 1, PNG_COLOR_TYPE_PALETTE, map.labels.data()};
    job.palette = colours.data();
    job.palette_size = static_cast<int>(colours.size());
    write(job);
}

}  // namespace ldm
