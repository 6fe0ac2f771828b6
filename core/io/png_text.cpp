// SPDX-License-Identifier: MIT
#include "io/image_file.h"
#include "io/mapped_file.h"
#include "io/png_chunks.h"
#include "io/png_reader.h"

#include <zlib.h>

namespace ldm {

namespace {

std::string latin1_to_utf8(std::string_view latin1)
{
    std::string utf8;
    for (const char c : latin1) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x80) {
            utf8 += c;
        } else {
            utf8 += static_cast<char>(0xc0 | code >> 6);
            utf8 += static_cast<char>(0x80 | (code & 0x3f));
        }
    }
    return utf8;
}

/// Cuts off what comes before the next zero.
std::string_view take_field(std::string_view& data)
{
    const auto end = data.find('\0');
    if (end == data.npos)
        refuse_image("a text in it is damaged");
    const auto field = data.substr(0, end);
    data.remove_prefix(end + 1);
    return field;
}

/// @param data  a chunk's bytes behind the key
std::string decode_text(std::string_view type, std::string_view data)
{
    if (data.size() > kMaxPngText)
        refuse_image("a text in it is over 64 MiB");
    if (type == "tEXt")
        return latin1_to_utf8(data);
    const std::size_t header = type == "zTXt" ? 1 : 2;
    if (data.size() < header)
        refuse_image("a text in it is damaged");
    const bool packed = type == "zTXt" || data[0] != 0;
    const char method = data[header - 1];
    data.remove_prefix(header);
    if (packed && method != 0)
        refuse_image("a text in it is packed in an unknown way");
    if (type == "zTXt")
        return latin1_to_utf8(inflate_bounded(data));
    take_field(data);  // language
    take_field(data);  // the key in that language
    return packed ? inflate_bounded(data) : std::string(data);
}

}  // namespace

std::optional<std::string> find_png_text(std::string_view bytes, std::string_view key)
{
    PngChunk chunk;
    while (next_chunk(bytes, chunk)) {
        if (chunk.type != "iTXt" && chunk.type != "tEXt" && chunk.type != "zTXt")
            continue;
        auto data = chunk.data;
        if (data.size() <= key.size() || !data.starts_with(key) || data[key.size()] != '\0')
            continue;
        const auto& checked = chunk.checked;
        const auto sum =
            crc32_z(0, reinterpret_cast<const Bytef*>(checked.data()), checked.size() - 4);
        if (sum != big_endian(checked.substr(checked.size() - 4)))
            refuse_image("a text in it is damaged");
        data.remove_prefix(key.size() + 1);
        return decode_text(chunk.type, data);
    }
    return std::nullopt;
}

std::optional<std::string> read_png_text(const std::filesystem::path& path, std::string_view key)
{
    const auto file = MappedFile::open(path);
    if (!is_png(file->bytes()))
        return std::nullopt;
    try {
        return find_png_text(file->text().substr(8), key);
    } catch (const Error& error) {
        throw Error(error.code(),
                    "“" + path.filename().string() + "” cannot be read: " + error.what() + ".",
                    path.string());
    }
}

}  // namespace ldm
