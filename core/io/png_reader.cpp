// SPDX-License-Identifier: MIT
#include "io/png_reader.h"

#include <png.h>
#include <bit>
#include <csetjmp>
#include <cstring>

namespace ldm {

// libpng reports errors by longjmp. Each call that may fail is inside State::guarded, in a lambda
// without objects that need a destructor; memory is owned outside of it.
struct PngReader::State {
    ImageBytes left;  ///< not read yet
    png_structp png = nullptr;
    png_infop info = nullptr;
    png_uint_32 width = 0;
    png_uint_32 height = 0;
    int bit_depth = 0;
    int colour_type = 0;
    char message[128] = "";

    ~State() { png_destroy_read_struct(&png, &info, nullptr); }

    template <typename Steps>
    void guarded(Steps steps)
    {
        if (setjmp(png_jmpbuf(png)))
            refuse_image("it is truncated or damaged (" + std::string(message) + ")");
        steps();
    }

    void read_rows(std::uint8_t* pixels, std::size_t row_bytes);
    double read_what_is_there(std::uint8_t* pixels, std::size_t row_bytes);
};

namespace {

[[noreturn]] void on_error(png_structp png, png_const_charp text)
{
    auto* state = static_cast<char*>(png_get_error_ptr(png));
    std::strncpy(state, text, 127);
    png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp)
{
}

void on_read(png_structp png, png_bytep out, std::size_t size)
{
    auto* left = static_cast<ImageBytes*>(png_get_io_ptr(png));
    if (size > left->size())
        png_error(png, "unexpected end of file");
    std::memcpy(out, left->data(), size);
    *left = left->subspan(size);
}

}  // namespace

bool is_png(ImageBytes bytes)
{
    return bytes.size() >= 8 && png_sig_cmp(bytes.data(), 0, 8) == 0;
}

PngReader::PngReader(ImageBytes bytes) : state_(std::make_unique<State>())
{
    State& s = *state_;
    s.left = bytes;
    const auto packed_size = bytes.size();
    s.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, s.message, on_error, on_warning);
    s.info = s.png ? png_create_info_struct(s.png) : nullptr;
    if (!s.info)
        throw std::bad_alloc();
    s.guarded([&s] {
        png_set_user_limits(s.png, 0x7fffffff, 0x7fffffff);  // check_image_size has its own
        png_set_chunk_cache_max(s.png, 1000);
        png_set_chunk_malloc_max(s.png, 64u << 20);
        png_set_read_fn(s.png, &s.left, on_read);
        png_read_info(s.png, s.info);
        png_get_IHDR(s.png, s.info, &s.width, &s.height, &s.bit_depth, &s.colour_type, nullptr,
                     nullptr, nullptr);
    });
    check_image_size(s.width, s.height);
    // Deflate packs at most 1 : 1032, so a file that is far too short needs no memory.
    const auto unpacked = std::uint64_t(png_get_rowbytes(s.png, s.info)) * s.height;
    if (unpacked / 1032 > packed_size)
        refuse_image("it is truncated: it is too short for its size in pixels");
}

PngReader::~PngReader() = default;

bool PngReader::has_indices() const
{
    return state_->colour_type == PNG_COLOR_TYPE_PALETTE ||
           (state_->colour_type == PNG_COLOR_TYPE_GRAY && state_->bit_depth <= 8);
}

std::vector<Rgb> PngReader::palette() const
{
    png_colorp colours = nullptr;
    int count = 0;
    std::vector<Rgb> result;
    if (state_->colour_type == PNG_COLOR_TYPE_PALETTE &&
        png_get_PLTE(state_->png, state_->info, &colours, &count))
        for (int i = 0; i < count; ++i)
            result.push_back({colours[i].red, colours[i].green, colours[i].blue});
    return result;
}

void PngReader::State::read_rows(std::uint8_t* pixels, std::size_t row_bytes)
{
    guarded([this] {
        png_set_interlace_handling(png);
        png_read_update_info(png, info);
    });
    if (png_get_rowbytes(png, info) != row_bytes)
        throw Error(ErrorCode::Unsupported, "it is an unusual kind of PNG");
    std::vector<png_bytep> rows(height);
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = pixels + y * row_bytes;
    png_bytepp first = rows.data();
    guarded([this, first] {
        png_read_image(png, first);
        png_read_end(png, nullptr);
    });
}

// Row by row; an interlaced picture is read whole or not at all.
double PngReader::State::read_what_is_there(std::uint8_t* pixels, std::size_t row_bytes)
{
    png_uint_32 rows = 0;
    if (png_get_interlace_type(png, info) != PNG_INTERLACE_NONE) {
        read_rows(pixels, row_bytes);
        return 1.0;
    }
    guarded([this] { png_read_update_info(png, info); });
    if (png_get_rowbytes(png, info) != row_bytes)
        throw Error(ErrorCode::Unsupported, "it is an unusual kind of PNG");
    try {
        guarded([this, pixels, row_bytes, &rows] {
            for (; rows < height; ++rows)
                png_read_row(png, pixels + row_bytes * rows, nullptr);
        });
    } catch (const Error&) {
        if (rows == 0)
            throw;
    }
    return double(rows) / height;
}

LabelMap PngReader::read_indices()
{
    State& s = *state_;
    LabelMap map;
    map.width = static_cast<int>(s.width);
    map.height = static_cast<int>(s.height);
    map.labels.resize(std::size_t(s.width) * s.height);
    s.guarded([&s] { png_set_packing(s.png); });
    s.read_rows(map.labels.data(), s.width);
    return map;
}

Image PngReader::read_colours(double* share)
{
    State& s = *state_;
    const bool transparent = (s.colour_type & PNG_COLOR_MASK_ALPHA) != 0 ||
                             png_get_valid(s.png, s.info, PNG_INFO_tRNS) != 0;
    s.guarded([&s] {
        png_set_expand(s.png);
        png_set_scale_16(s.png);
        png_set_gray_to_rgb(s.png);
    });
    Image image = make_image(s.width, s.height, transparent ? 4 : 3);
    const auto row_bytes = std::size_t(s.width) * (transparent ? 4 : 3);
    if (share)
        *share = s.read_what_is_there(image.pixels.data(), row_bytes);
    else
        s.read_rows(image.pixels.data(), row_bytes);
    return image;
}

RawPixels PngReader::read_deep()
{
    State& s = *state_;
    const bool transparent = (s.colour_type & PNG_COLOR_MASK_ALPHA) != 0 ||
                             png_get_valid(s.png, s.info, PNG_INFO_tRNS) != 0;
    s.guarded([&s] {
        png_set_expand(s.png);
        png_set_gray_to_rgb(s.png);
        if constexpr (std::endian::native == std::endian::little)
            png_set_swap(s.png);
    });
    RawPixels raw;
    raw.width = int(s.width);
    raw.height = int(s.height);
    raw.channels = transparent ? 4 : 3;
    const auto row = std::size_t(s.width) * std::size_t(raw.channels);
    raw.deep.resize(row * s.height);
    s.read_rows(reinterpret_cast<std::uint8_t*>(raw.deep.data()), 2 * row);
    return raw;
}

RawPixels deep_png(ImageBytes bytes)
{
    return PngReader(bytes).read_deep();
}

Image decode_png(ImageBytes bytes, double* share)
{
    return PngReader(bytes).read_colours(share);
}

}  // namespace ldm
