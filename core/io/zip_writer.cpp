// SPDX-License-Identifier: MIT
#include "io/zip_writer.h"

#include <zlib.h>
#include <algorithm>

namespace ldm {

namespace {

constexpr std::uint64_t kAlignment = 64;
constexpr std::uint64_t kIn64 = 0xffffffff;
constexpr std::size_t kLocalSize = 30;

void put(std::string& out, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i) & 0xff);
}

/// The numbers that need 64 bits, as a zip64 extra field; empty if none does.
std::string extra64(std::uint64_t size, std::uint64_t header)
{
    std::string values;
    if (size >= kIn64) {
        put(values, size, 8);
        put(values, size, 8);
    }
    if (header >= kIn64)
        put(values, header, 8);
    if (values.empty())
        return values;
    std::string extra;
    put(extra, 1, 2);
    put(extra, values.size(), 2);
    return extra + values;
}

/// Version, flags (names are UTF-8), method stored, no time, 1980-01-01.
void put_common(std::string& out, std::uint32_t crc, std::uint64_t size)
{
    put(out, 45, 2);
    put(out, 0x0800, 2);
    put(out, 0, 2);
    put(out, 0, 2);
    put(out, 0x21, 2);
    put(out, crc, 4);
    put(out, std::min(size, kIn64), 4);
    put(out, std::min(size, kIn64), 4);
}

}  // namespace

void ZipWriter::add(const std::string& name, std::string_view bytes)
{
    const auto crc = static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
    records_.push_back({name, bytes.size(), file_.position(), crc});
    // A field "FB" of zeros pads the header, as torch does it.
    std::string extra = extra64(bytes.size(), 0);
    const auto begin = file_.position() + kLocalSize + name.size() + extra.size() + 4;
    const auto padding = (kAlignment - begin % kAlignment) % kAlignment;
    extra += "FB";
    put(extra, padding, 2);
    extra.append(padding, '\0');

    std::string header;
    put(header, 0x04034b50, 4);
    put_common(header, crc, bytes.size());
    put(header, name.size(), 2);
    put(header, extra.size(), 2);
    file_.write(header + name + extra);
    file_.write(bytes);
}

void ZipWriter::finish()
{
    const auto begin = file_.position();
    for (const Record& record : records_) {
        const auto extra = extra64(record.size, record.header);
        std::string entry;
        put(entry, 0x02014b50, 4);
        put(entry, 45, 2);
        put_common(entry, record.crc32, record.size);
        put(entry, record.name.size(), 2);
        put(entry, extra.size(), 2);
        put(entry, 0, 2 + 2 + 2 + 4);  // no comment, first disk, no attributes
        put(entry, std::min(record.header, kIn64), 4);
        file_.write(entry + record.name + extra);
    }
    const auto end64 = file_.position();
    std::string end;
    put(end, 0x06064b50, 4);
    put(end, 44, 8);
    put(end, 45, 2);
    put(end, 45, 2);
    put(end, 0, 8);
    put(end, records_.size(), 8);
    put(end, records_.size(), 8);
    put(end, end64 - begin, 8);
    put(end, begin, 8);
    put(end, 0x07064b50, 4);
    put(end, 0, 4);
    put(end, end64, 8);
    put(end, 1, 4);
    put(end, 0x06054b50, 4);
    put(end, 0, 4);
    put(end, std::min<std::uint64_t>(records_.size(), 0xffff), 2);
    put(end, std::min<std::uint64_t>(records_.size(), 0xffff), 2);
    put(end, std::min(end64 - begin, kIn64), 4);
    put(end, std::min(begin, kIn64), 4);
    put(end, 0, 2);
    file_.write(end);
}

}  // namespace ldm
