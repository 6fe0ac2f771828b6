// SPDX-License-Identifier: MIT
#include "io/zip_directory.h"

#include "io/byte_cursor.h"
#include "io/checkpoint_contents.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace ldm {

namespace {

constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kEntrySignature = 0x02014b50;
constexpr std::string_view kEndSignature = "PK\5\6";
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocator64Signature = 0x07064b50;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLocator64Size = 20;
constexpr std::size_t kEntrySize = 46;
constexpr std::uint64_t kIn64 = 0xffffffff;  ///< "look in the zip64 part"
constexpr std::uint16_t kZip64Extra = 1;

struct DirectoryRange {
    std::uint64_t entries = 0;
    std::uint64_t size = 0;
    std::uint64_t offset = 0;
};

std::size_t find_end(std::string_view bytes)
{
    // The end record is followed by a comment of at most 65535 bytes.
    const auto begin = bytes.size() - std::min<std::size_t>(bytes.size(), kEndSize + 0xffff);
    const auto found = bytes.rfind(kEndSignature);
    if (found == bytes.npos || found < begin || bytes.size() - found < kEndSize)
        refuse_file(
            "it is truncated: the end of the zip archive, its central directory, is missing");
    return found;
}

DirectoryRange read_end64(std::string_view bytes, std::size_t end)
{
    if (end < kLocator64Size)
        refuse_file("its zip central directory is corrupt");
    ByteCursor locator(bytes, end - kLocator64Size);
    if (locator.number(4) != kLocator64Signature)
        refuse_file("its zip central directory is corrupt");
    locator.number(4);
    const auto position = locator.number(8);
    if (position >= end)
        refuse_file("its zip central directory is corrupt");
    ByteCursor in(bytes, position);
    if (in.number(4) != kEnd64Signature)
        refuse_file("its zip central directory is corrupt");
    in.block(8 + 2 + 2 + 4 + 4 + 8);
    DirectoryRange range;
    range.entries = in.number(8);
    range.size = in.number(8);
    range.offset = in.number(8);
    return range;
}

DirectoryRange read_end(std::string_view bytes)
{
    const auto end = find_end(bytes);
    ByteCursor in(bytes, end + 8);
    DirectoryRange range;
    in.number(2);
    range.entries = in.number(2);
    range.size = in.number(4);
    range.offset = in.number(4);
    if (range.entries == 0xffff || range.size == kIn64 || range.offset == kIn64)
        range = read_end64(bytes, end);
    if (range.offset > end || range.size > end - range.offset ||
        range.entries > range.size / kEntrySize)
        refuse_file("its zip central directory is corrupt");
    return range;
}

/// Takes the numbers that did not fit into 32 bits from the entry's zip64 extra field.
void read_extra64(std::string_view extra, ZipEntry& entry)
{
    if (entry.size != kIn64 && entry.packed_size != kIn64 && entry.header != kIn64)
        return;
    ByteCursor in(extra);
    while (in.left() >= 4) {
        const auto kind = in.number(2);
        const auto field = in.block(in.number(2));
        if (kind != kZip64Extra)
            continue;
        ByteCursor values(field);
        for (auto* value : {&entry.size, &entry.packed_size, &entry.header})
            if (*value == kIn64)
                *value = values.number(8);
        return;
    }
}

ZipEntry read_entry(ByteCursor& in)
{
    if (in.number(4) != kEntrySignature)
        refuse_file("its zip central directory is corrupt");
    ZipEntry entry;
    in.number(4);
    entry.flags = static_cast<std::uint16_t>(in.number(2));
    entry.method = static_cast<std::uint16_t>(in.number(2));
    in.number(4);
    entry.crc32 = static_cast<std::uint32_t>(in.number(4));
    entry.packed_size = in.number(4);
    entry.size = in.number(4);
    const auto name_size = in.number(2);
    const auto extra_size = in.number(2);
    const auto comment_size = in.number(2);
    in.number(8);
    entry.header = in.number(4);
    entry.name = in.block(name_size);
    read_extra64(in.block(extra_size), entry);
    in.block(comment_size);
    return entry;
}

[[noreturn]] void refuse_record(const ZipEntry& entry, const char* what)
{
    refuse_file("its zip record “" + printable(entry.name) + "” " + what);
}

}  // namespace

std::vector<ZipEntry> read_zip_directory(std::string_view bytes)
{
    const auto range = read_end(bytes);
    ByteCursor in(bytes.substr(0, range.offset + range.size), range.offset);
    std::vector<ZipEntry> entries;
    entries.reserve(range.entries);
    for (std::uint64_t i = 0; i < range.entries; ++i)
        entries.push_back(read_entry(in));
    return entries;
}

std::uint64_t locate_zip_data(std::string_view bytes, const ZipEntry& entry)
{
    const auto begin = locate_zip_record(bytes, entry);
    if (entry.method != 0 || entry.size != entry.packed_size)
        refuse_record(entry,
                      "is compressed, as no program saves weights; download the original "
                      "file");
    return begin;
}

std::uint64_t locate_zip_record(std::string_view bytes, const ZipEntry& entry)
{
    if (entry.flags & 1)
        refuse_record(entry, "is encrypted");
    if (entry.header >= bytes.size())
        refuse_record(entry, "is corrupt: it begins past the end of the file");
    ByteCursor in(bytes, entry.header);
    if (in.number(4) != kLocalSignature)
        refuse_record(entry, "is corrupt: its header is damaged");
    in.block(22);
    const auto name_size = in.number(2);
    const auto extra_size = in.number(2);
    if (in.block(name_size) != entry.name)
        refuse_record(entry, "is corrupt: it has two names");
    in.block(extra_size);
    if (entry.packed_size > in.left())
        refuse_record(entry, "is truncated: it reaches past the end of the file");
    return in.position();
}

std::string unpack_zip_record(std::string_view bytes, const ZipEntry& entry)
{
    const auto packed = bytes.substr(locate_zip_record(bytes, entry), entry.packed_size);
    if (entry.method == 0)
        return std::string(packed);
    // No deflated stream grows more than 1032 times.
    if (entry.method != Z_DEFLATED || entry.size / 1032 > entry.packed_size ||
        entry.size > std::numeric_limits<uInt>::max() ||
        packed.size() > std::numeric_limits<uInt>::max())
        refuse_record(entry, "is compressed in a way that we do not read; pack it anew");
    std::string out(entry.size, '\0');
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        throw std::bad_alloc();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = uInt(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    const int result = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    if (result != Z_STREAM_END || stream.avail_out != 0)
        refuse_record(entry, "is corrupt: it does not unpack");
    return out;
}

}  // namespace ldm
