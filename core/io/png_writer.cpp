// SPDX-License-Identifier: MIT
#include "io/atomic_file.h"
#include "io/image_decoders.h"
#include "io/image_file.h"
#include "io/picture_writer.h"

#include <png.h>
#include <zlib.h>
#include <algorithm>
#include <bit>
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
    int texts = 0;
    int bits = 8;
    const std::vector<std::uint8_t>* profile = nullptr;  ///< content of an iCCP chunk; null = sRGB
    const std::vector<std::uint8_t>* exif = nullptr;
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

void write_chunk(png_structp png, const char* type, const std::vector<std::uint8_t>& data)
{
    png_write_chunk(png, reinterpret_cast<png_const_bytep>(type), data.data(), data.size());
}

/// Answers false if libpng gave up, which happens for want of memory only.
bool run(const PngJob& job, png_structp png, png_infop info)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_write_fn(png, &job.file, on_write, on_flush);
    png_set_IHDR(png, info, static_cast<png_uint_32>(job.width),
                 static_cast<png_uint_32>(job.height), job.bits, job.colour_type,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    if (!job.profile)
        png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    if (job.palette)
        png_set_PLTE(png, info, job.palette, job.palette_size);
    if (job.text)
        png_set_text(png, info, job.text, job.texts);
    png_write_info_before_PLTE(png, info);
    // Not by png_set_iCCP: it refuses profiles that other programs live with.
    if (job.profile)
        write_chunk(png, "iCCP", *job.profile);
    if (job.exif)
        write_chunk(png, "eXIf", *job.exif);
    png_write_info(png, info);
    if (job.bits == 16 && std::endian::native == std::endian::little)
        png_set_swap(png);
    const auto row_bytes =
        std::size_t(job.width) * std::size_t(job.channels) * std::size_t(job.bits / 8);
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

namespace {

/// Content of an iCCP chunk: a name, a zero, how it is packed, the packed profile.
std::vector<std::uint8_t> packed_profile(const std::vector<std::uint8_t>& profile)
{
    std::vector<std::uint8_t> out;
    append(out, "ICC");
    append_number(out, 2, 0, true);
    const auto header = out.size();
    uLongf size = compressBound(uLong(profile.size()));
    out.resize(header + size);
    if (compress2(out.data() + header, &size, profile.data(), uLong(profile.size()), 9) != Z_OK)
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to save the picture.");
    out.resize(header + size);
    return out;
}

int colour_type_of(int channels)
{
    return channels == 1   ? PNG_COLOR_TYPE_GRAY
           : channels == 3 ? PNG_COLOR_TYPE_RGB
                           : PNG_COLOR_TYPE_RGB_ALPHA;
}

png_text text_entry(std::string& key, std::string& value)
{
    png_text entry = {};
    entry.compression = PNG_ITXT_COMPRESSION_NONE;
    entry.key = key.data();
    entry.text = value.data();
    entry.itxt_length = value.size();
    return entry;
}

}  // namespace

void write_png_picture(const std::filesystem::path& path, const PictureContents& contents)
{
    const auto& p = contents.pixels;
    check_writable(p.width, p.height, p.channels, std::max(p.shallow.size(), p.deep.size()));
    std::string keys[] = {kRecipeKey, "XML:com.adobe.xmp"};
    std::string values[] = {contents.recipe, contents.xmp};
    std::vector<png_text> texts;
    for (int i = 0; i < 2; ++i)
        if (!values[i].empty()) {
            check_text({values[i], keys[i]});
            texts.push_back(text_entry(keys[i], values[i]));
        }
    const auto profile =
        p.profile.empty() ? std::vector<std::uint8_t>() : packed_profile(p.profile);
    const auto* pixels =
        p.deep.empty() ? p.shallow.data() : reinterpret_cast<const std::uint8_t*>(p.deep.data());
    AtomicFile file(path);
    PngJob job{file, p.width, p.height, p.channels, colour_type_of(p.channels), pixels};
    job.bits = p.deep.empty() ? 8 : 16;
    job.text = texts.empty() ? nullptr : texts.data();
    job.texts = int(texts.size());
    job.profile = profile.empty() ? nullptr : &profile;
    job.exif = contents.exif.empty() ? nullptr : &contents.exif;
    write(job);
}

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
        entry = text_entry(key, value);
    }
    AtomicFile file(path);
    PngJob job{file,
               image.width,
               image.height,
               image.channels,
               colour_type_of(image.channels),
               image.pixels.data()};
    job.text = text ? &entry : nullptr;
    job.texts = text ? 1 : 0;
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
