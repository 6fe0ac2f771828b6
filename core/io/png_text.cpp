// SPDX-License-Identifier: MIT
#include "io/image_file.h"
#include "io/mapped_file.h"
#include "io/png_reader.h"

#include <zlib.h>

namespace ldm {

namespace {

constexpr std::size_t kMaxText = std::size_t(64) << 20;

struct Chunk {
    std::string_view type;
    std::string_view data;
};

std::uint32_t big_endian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4))
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

/// Takes the next chunk off `bytes`; false at the end of the file. Its checksum is the caller's.
bool next_chunk(std::string_view& bytes, Chunk& chunk, std::string_view& checked)
{
    if (bytes.size() < 12)
        return false;
    const std::uint64_t size = big_endian(bytes);
    if (size > bytes.size() - 12)
        return false;
    chunk = {bytes.substr(4, 4), bytes.substr(8, size)};
    checked = bytes.substr(4, size + 8);  // type, data, checksum
    bytes.remove_prefix(size + 12);
    return chunk.type != "IEND";
}

std::string inflate_text(std::string_view packed)
{
    z_stream stream = {};
    if (inflateInit(&stream) != Z_OK)
        throw std::bad_alloc();
    struct End {
        z_stream& stream;
        ~End() { inflateEnd(&stream); }
    } const end{stream};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    std::array<char, 16384> block;
    int status = Z_OK;
    while (status != Z_STREAM_END) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        status = inflate(&stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END)
            refuse_image("a text in it is damaged");
        text.append(block.data(), block.size() - stream.avail_out);
        if (text.size() > kMaxText)
            refuse_image("a text in it is over 64 MiB");
    }
    return text;
}

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
    if (data.size() > kMaxText)
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
        return latin1_to_utf8(inflate_text(data));
    take_field(data);  // language
    take_field(data);  // the key in that language
    return packed ? inflate_text(data) : std::string(data);
}

std::optional<std::string> find_text(std::string_view bytes, std::string_view key)
{
    Chunk chunk;
    std::string_view checked;
    while (next_chunk(bytes, chunk, checked)) {
        if (chunk.type != "iTXt" && chunk.type != "tEXt" && chunk.type != "zTXt")
            continue;
        auto data = chunk.data;
        if (data.size() <= key.size() || !data.starts_with(key) || data[key.size()] != '\0')
            continue;
        const auto sum =
            crc32_z(0, reinterpret_cast<const Bytef*>(checked.data()), checked.size() - 4);
        if (sum != big_endian(checked.substr(checked.size() - 4)))
            refuse_image("a text in it is damaged");
        data.remove_prefix(key.size() + 1);
        return decode_text(chunk.type, data);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> read_png_text(const std::filesystem::path& path, std::string_view key)
{
    const auto file = MappedFile::open(path);
    if (!is_png(file->bytes()))
        return std::nullopt;
    try {
        return find_text(file->text().substr(8), key);
    } catch (const Error& error) {
        throw Error(error.code(),
                    "“" + path.filename().string() + "” cannot be read: " + error.what() + ".",
                    path.string());
    }
}

}  // namespace ldm
