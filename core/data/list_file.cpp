// SPDX-License-Identifier: MIT
#include "data/list_file.h"

#include "io/image_file.h"
#include "io/mapped_file.h"
#include "ldm/error.h"

namespace ldm::data {

namespace {

Image opaque(Image image)
{
    if (image.channels != 4)
        return image;
    for (size_t i = 0; i < image.pixels.size() / 4; ++i)
        for (size_t c = 0; c < 3; ++c)
            image.pixels[3 * i + c] = image.pixels[4 * i + c];
    image.pixels.resize(image.pixels.size() / 4 * 3);
    image.channels = 3;
    return image;
}

}  // namespace

std::vector<std::string> read_lines(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file);
    auto text = mapped->text();
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.remove_suffix(1);
        if (!line.empty())
            lines.emplace_back(line);
    }
    return lines;
}

std::vector<std::string_view> split_csv(std::string_view line)
{
    std::vector<std::string_view> fields;
    size_t at = 0;
    while (at <= line.size()) {
        const bool quoted = at < line.size() && line[at] == '"';
        const auto close = quoted ? line.find('"', at + 1) : std::string_view::npos;
        const auto from = close != std::string_view::npos ? close : at;
        const auto end = std::min(line.find(',', from), line.size());
        fields.push_back(close != std::string_view::npos ? line.substr(at + 1, close - at - 1)
                                                         : line.substr(at, end - at));
        at = end + 1;
    }
    return fields;
}

Image read_rgb(const std::filesystem::path& file)
{
    return opaque(read_image(file));
}

Image read_rgb(std::string_view bytes, const std::string& name)
{
    return opaque(
        decode_image({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, name));
}

void require_folder(const std::filesystem::path& folder, const std::string& what)
{
    std::error_code problem;
    if (!std::filesystem::is_directory(folder, problem))
        throw Error(ErrorCode::File,
                    "There is no folder " + folder.string() + ": put " + what +
                        " there, or name another folder.",
                    folder.string());
}

}  // namespace ldm::data
