// SPDX-License-Identifier: MIT
#include "train/record_file.h"

#include "ldm/error.h"

#include <array>
#include <bit>
#include <cstring>

namespace ldm::train {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::uint64_t kLongest = std::uint64_t(1) << 31;
constexpr std::size_t kHead = 12, kTail = 4;

std::array<std::uint32_t, 256> make_table()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit)
            c = c & 1 ? 0x82F63B78u ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
    return table;
}

// The format's mask: the CRC of bytes that hold a CRC is a poor check.
std::uint32_t masked_crc(std::string_view bytes)
{
    return std::rotr(crc32c(bytes), 15) + 0xa282ead8u;
}

template <typename T>
std::string bytes_of(T value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

template <typename T>
T value_of(const char* bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

// Reads the record at the stream's position; false at a torn or damaged end.
bool next_record(std::ifstream& in, std::string& record)
{
    char head[kHead], tail[kTail];
    if (!in.read(head, kHead) ||
        masked_crc({head, sizeof(std::uint64_t)}) != value_of<std::uint32_t>(head + 8))
        return false;
    const auto length = value_of<std::uint64_t>(head);
    if (length > kLongest)
        return false;
    record.resize(length);
    return in.read(record.data(), std::streamsize(length)) && in.read(tail, kTail) &&
           masked_crc(record) == value_of<std::uint32_t>(tail);
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes)
{
    static const auto kTable = make_table();
    std::uint32_t crc = ~0u;
    for (const char c : bytes)
        crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

RecordWriter::RecordWriter(std::filesystem::path path) : path_(std::move(path))
{
    size_ = read_records(path_, [](std::uint64_t, std::string_view) {});
    std::error_code problem;
    if (std::filesystem::exists(path_, problem))
        std::filesystem::resize_file(path_, size_, problem);
    out_.open(path_, std::ios::binary | std::ios::app);
    if (!out_ || problem)
        throw Error(ErrorCode::File, "The file " + path_.string() + " cannot be written to.",
                    path_.string());
}

std::uint64_t RecordWriter::append(std::string_view record)
{
    const auto length = bytes_of<std::uint64_t>(record.size());
    out_ << length << bytes_of(masked_crc(length)) << record << bytes_of(masked_crc(record));
    out_.flush();
    if (!out_)
        throw Error(ErrorCode::File,
                    "The file " + path_.string() + " cannot be written to; is the disk full?",
                    path_.string());
    const auto begin = size_;
    size_ += kHead + record.size() + kTail;
    return begin;
}

std::uint64_t read_records(const std::filesystem::path& path,
                           const std::function<void(std::uint64_t, std::string_view)>& visit)
{
    std::ifstream in(path, std::ios::binary);
    std::uint64_t size = 0;
    std::string record;
    while (in && next_record(in, record)) {
        visit(size, record);
        size += kHead + record.size() + kTail;
    }
    return size;
}

std::string read_record(const std::filesystem::path& path, std::uint64_t offset)
{
    std::ifstream in(path, std::ios::binary);
    std::string record;
    if (!in.seekg(std::streamoff(offset)) || !next_record(in, record))
        throw Error(ErrorCode::File, "The file " + path.string() + " is damaged; delete it.",
                    path.string());
    return record;
}

}  // namespace ldm::train
