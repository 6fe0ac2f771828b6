// SPDX-License-Identifier: MIT
#include "io/picture_writer.h"

#include "ldm/photo.h"

#include <algorithm>
#include <cctype>

namespace ldm {

PictureFormat format_named(const std::filesystem::path& path)
{
    auto ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    if (ending == ".png")
        return PictureFormat::Png;
    if (ending == ".jpg" || ending == ".jpeg")
        return PictureFormat::Jpeg;
    if (ending == ".tif" || ending == ".tiff")
        return PictureFormat::Tiff;
    if (ending == ".webp")
        return PictureFormat::Webp;
    return PictureFormat::None;
}

bool is_picture_name(const std::filesystem::path& file)
{
    return format_named(file) != PictureFormat::None;
}

void check_side(const FilePixels& pixels, int longest, const char* format)
{
    if (std::max(pixels.width, pixels.height) > longest)
        throw Error(ErrorCode::BadArgument,
                    "A " + std::string(format) + " picture has at most " + std::to_string(longest) +
                        " pixels a side; save this one as PNG or TIFF, or make it smaller.",
                    "image");
}

void append(std::vector<std::uint8_t>& out, std::string_view text)
{
    out.insert(out.end(), text.begin(), text.end());
}

void append_number(std::vector<std::uint8_t>& out, std::size_t size, std::uint64_t value,
                   bool little)
{
    for (std::size_t i = 0; i < size; ++i)
        out.push_back(std::uint8_t(value >> 8 * (little ? i : size - 1 - i)));
}

void write_picture(const std::filesystem::path& path, const PictureContents& contents)
{
    const auto& p = contents.pixels;
    const auto count = std::max(p.shallow.size(), p.deep.size());
    const bool channels = p.channels == 1 || p.channels == 3 || p.channels == 4;
    if (p.width <= 0 || p.height <= 0 || !channels ||
        count != std::size_t(p.width) * std::size_t(p.height) * std::size_t(p.channels))
        throw Error(ErrorCode::BadArgument,
                    "The picture's pixels do not fit its size, so it cannot be saved.", "image");
    switch (format_named(path)) {
    case PictureFormat::Png: return write_png_picture(path, contents);
    case PictureFormat::Jpeg: return write_jpeg(path, contents);
    case PictureFormat::Webp: return write_webp(path, contents);
    case PictureFormat::Tiff: return write_tiff(path, contents);
    case PictureFormat::None: break;
    }
    throw Error(ErrorCode::BadArgument,
                "“" + path.filename().string() +
                    "” says no format: end the name with .png, .jpg, .webp or .tif.",
                path.string());
}

}  // namespace ldm
