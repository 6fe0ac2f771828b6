// SPDX-License-Identifier: MIT
#include "task/map_codec.h"

#include "ldm/error.h"

#include <zlib.h>

#include <array>

namespace ldm::task {

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string to_base64(const std::vector<std::uint8_t>& bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        const unsigned group = unsigned(bytes[i]) << 16 |
                               (left > 1 ? unsigned(bytes[i + 1]) << 8 : 0u) |
                               (left > 2 ? unsigned(bytes[i + 2]) : 0u);
        text += kAlphabet[group >> 18];
        text += kAlphabet[group >> 12 & 63];
        text += left > 1 ? kAlphabet[group >> 6 & 63] : '=';
        text += left > 2 ? kAlphabet[group & 63] : '=';
    }
    return text;
}

[[noreturn]] void damaged()
{
    throw Error(ErrorCode::BadArgument, "The map inside this recipe is damaged.", "map");
}

std::vector<std::uint8_t> from_base64(const std::string& text)
{
    std::array<int, 256> value;
    value.fill(-1);
    for (int i = 0; i < 64; ++i)
        value[std::uint8_t(kAlphabet[i])] = i;
    std::vector<std::uint8_t> bytes;
    bytes.reserve(text.size() / 4 * 3);
    unsigned group = 0;
    int bits = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        const int v = value[std::uint8_t(c)];
        if (v < 0)
            damaged();
        group = (group << 6 | unsigned(v)) & 0xFFFFFF;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(std::uint8_t(group >> bits));
        }
    }
    return bytes;
}

}  // namespace

std::string pack_bytes(const std::vector<std::uint8_t>& bytes)
{
    uLongf size = compressBound(uLong(bytes.size()));
    std::vector<std::uint8_t> packed(size);
    if (compress2(packed.data(), &size, bytes.data(), uLong(bytes.size()), 9) != Z_OK)
        throw Error(ErrorCode::Internal, "The map cannot be packed.", "map");
    packed.resize(size);
    return to_base64(packed);
}

std::vector<std::uint8_t> unpack_bytes(const std::string& text, std::size_t expected)
{
    const auto packed = from_base64(text);
    // Deflate shrinks at most about a thousandfold: a promise beyond that is a lie.
    if (expected > packed.size() * 1100 + 64)
        damaged();
    std::vector<std::uint8_t> bytes(expected);
    uLongf size = uLongf(expected);
    if (uncompress(bytes.data(), &size, packed.data(), uLong(packed.size())) != Z_OK ||
        size != expected)
        damaged();
    return bytes;
}

}  // namespace ldm::task
