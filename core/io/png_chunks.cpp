// SPDX-License-Identifier: MIT
#include "io/png_chunks.h"

#include "io/image_decoders.h"

#include <zlib.h>
#include <array>
#include <new>

namespace ldm {

std::uint32_t big_endian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4))
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

bool next_chunk(std::string_view& bytes, PngChunk& chunk)
{
    if (bytes.size() < 12)
        return false;
    const std::uint64_t size = big_endian(bytes);
    if (size > bytes.size() - 12)
        return false;
    chunk = {bytes.substr(4, 4), bytes.substr(8, size), bytes.substr(4, size + 8)};
    bytes.remove_prefix(size + 12);
    return chunk.type != "IEND";
}

std::string inflate_bounded(std::string_view packed)
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
        if (text.size() > kMaxPngText)
            refuse_image("a text in it is over 64 MiB");
    }
    return text;
}

}  // namespace ldm
