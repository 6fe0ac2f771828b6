// SPDX-License-Identifier: MIT
#include "io/image_file.h"

#include "io/image_decoders.h"
#include "io/named_reader.h"
#include "io/photo_data.h"
#include "io/png_reader.h"

namespace ldm {

namespace {

Image decode(ImageBytes bytes)
{
    if (bytes.empty())
        refuse_image("it is empty");
    switch (format_of(bytes)) {
    case PictureFormat::Png: return decode_png(bytes);
    case PictureFormat::Jpeg: return decode_jpeg(bytes);
    case PictureFormat::Tiff: return decode_tiff(bytes);
    case PictureFormat::Webp: return decode_webp(bytes);
    case PictureFormat::None: break;
    }
    refuse_image("it is no PNG, JPEG, TIFF or WebP picture");
}

/// Colours of a picture without its transparency.
Image without_alpha(Image image)
{
    if (image.channels != 4)
        return image;
    const std::size_t count = image.pixels.size() / 4;
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            image.pixels[3 * i + c] = image.pixels[4 * i + c];
    image.pixels.resize(3 * count);
    image.channels = 3;
    return image;
}

}  // namespace

void check_image_size(std::uint64_t width, std::uint64_t height)
{
    static constexpr std::uint64_t kMaxSide = 99'999;
    static constexpr std::uint64_t kMaxPixels = 512'000'000;
    const auto size = std::to_string(width) + " × " + std::to_string(height) + " pixels";
    if (width == 0 || height == 0)
        throw Error(ErrorCode::BadArgument, "its size is impossible (" + size + ")");
    if (width > kMaxSide || height > kMaxSide || width * height > kMaxPixels)
        throw Error(
            ErrorCode::BadArgument,
            "it is too large (" + size + "); make it smaller first, to at most 512 million pixels");
}

Image make_image(std::uint64_t width, std::uint64_t height, int channels)
{
    check_image_size(width, height);
    Image image;
    image.width = static_cast<int>(width);
    image.height = static_cast<int>(height);
    image.channels = channels;
    image.pixels.resize(width * height * static_cast<std::uint64_t>(channels));
    return image;
}

void refuse_image(const std::string& reason)
{
    throw Error(ErrorCode::File, reason);
}

Image read_image(const std::filesystem::path& path)
{
    return read_with_name(path, decode);
}

Image decode_image(ImageBytes bytes, const std::string& name)
{
    return read_with_name(bytes, name, name, decode);
}

LabelImage read_label_map(const std::filesystem::path& path)
{
    return read_with_name(path, [](ImageBytes bytes) {
        LabelImage result;
        if (is_png(bytes)) {
            PngReader reader(bytes);
            if (reader.has_indices()) {
                result.palette = reader.palette();
                result.indices = reader.read_indices();
                return result;
            }
        }
        result.colours = without_alpha(decode(bytes));
        return result;
    });
}

}  // namespace ldm
