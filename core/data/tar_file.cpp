// SPDX-License-Identifier: MIT
#include "data/tar_file.h"

#include "ldm/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>

namespace ldm::data {

namespace {

constexpr std::uint64_t kBlock = 512;
constexpr std::uint64_t kLongestText = 1 << 20;    // names and pax records
constexpr std::uint64_t kLargestMember = 1 << 30;  // a picture

std::uint64_t padded(std::uint64_t size)
{
    return (size + kBlock - 1) / kBlock * kBlock;
}

template <std::size_t N>
std::string text_of(const char (&field)[N])
{
    return {field, std::find(field, field + N, '\0')};
}

// Octal digits, or GNU's big-endian number after a first byte of 0x80.
template <std::size_t N>
std::optional<std::uint64_t> number_of(const char (&field)[N])
{
    std::uint64_t value = 0;
    if (static_cast<unsigned char>(field[0]) & 0x80) {
        for (std::size_t i = N - 8; i < N; ++i)
            value = value << 8 | static_cast<unsigned char>(field[i]);
        return value;
    }
    std::string_view digits(field, N);
    digits = digits.substr(std::min(digits.find_first_not_of(' '), N));
    const auto end = digits.find_first_not_of("01234567");
    digits = digits.substr(0, end);
    const auto done = std::from_chars(digits.data(), digits.data() + digits.size(), value, 8);
    if (done.ec != std::errc())
        return digits.empty() ? std::optional<std::uint64_t>(0) : std::nullopt;
    return value;
}

}  // namespace

struct TarFile::Header {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, link[100];
    char magic[6], version[2], uname[32], gname[32], major[8], minor[8], prefix[155], rest[12];

    bool empty() const
    {
        const auto* bytes = reinterpret_cast<const char*>(this);
        return std::all_of(bytes, bytes + kBlock, [](char c) { return c == 0; });
    }

    bool checksum_fits() const
    {
        const auto* bytes = reinterpret_cast<const unsigned char*>(this);
        std::uint64_t sum = 8 * std::uint64_t(' ');
        for (std::size_t i = 0; i < kBlock; ++i)
            if (i < offsetof(Header, checksum) || i >= offsetof(Header, type))
                sum += bytes[i];
        return number_of(checksum) == sum;
    }

    bool is_file() const { return type == '0' || type == '\0' || type == '7'; }

    std::string full_name() const
    {
        const bool posix = std::memcmp(magic, "ustar\0", 6) == 0;
        const auto front = posix ? text_of(prefix) : std::string();
        return front.empty() ? text_of(name) : front + "/" + text_of(name);
    }
};

TarFile::TarFile(const std::filesystem::path& path) : path_(path)
{
    static_assert(sizeof(Header) == kBlock);
    fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts;
    if (fd_ < 0 || ::fstat(fd_, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        const std::string reason = fd_ < 0 ? std::strerror(errno) : "it is no file";
        if (fd_ >= 0)
            ::close(fd_);
        throw Error(ErrorCode::File,
                    "The archive " + path.string() + " cannot be opened: " + reason + ".",
                    path.string());
    }
    size_ = std::uint64_t(facts.st_size);
    unsigned char magic[2] = {};
    if (::pread(fd_, magic, 2, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b) {
        ::close(fd_);
        throw Error(ErrorCode::Unsupported,
                    "The archive " + path.string() + " is compressed; unpack it with gunzip first.",
                    path.string());
    }
}

TarFile::~TarFile()
{
    ::close(fd_);
}

void TarFile::damaged(std::uint64_t at, const std::string& reason) const
{
    throw Error(ErrorCode::File,
                "The archive " + path_.string() + " is damaged at byte " + std::to_string(at) +
                    ": " + reason + ".",
                path_.string());
}

void TarFile::read_at(std::uint64_t at, void* to, std::size_t size) const
{
    auto* bytes = static_cast<char*>(to);
    while (size > 0) {
        const auto got = ::pread(fd_, bytes, size, off_t(at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            damaged(at, got < 0 ? std::strerror(errno) : "it ends too early");
        bytes += got;
        at += std::uint64_t(got);
        size -= std::size_t(got);
    }
}

std::string TarFile::text_at(std::uint64_t at, std::uint64_t size) const
{
    if (size > kLongestText)
        damaged(at, "a name of " + std::to_string(size) + " bytes");
    std::string text(size, '\0');
    read_at(at, text.data(), size);
    return text;
}

// Records "LENGTH key=value\n".
void TarFile::apply_pax(std::uint64_t at, std::uint64_t size, TarMember& member, bool& sized) const
{
    const auto text = text_at(at, size);
    std::string_view rest = text;
    while (!rest.empty()) {
        std::size_t length = 0;
        const auto number = std::from_chars(rest.data(), rest.data() + rest.size(), length);
        const auto space = std::size_t(number.ptr - rest.data());
        if (number.ec != std::errc() || length > rest.size() || length < space + 3)
            damaged(at, "an extended header that cannot be read");
        const auto record = rest.substr(space + 1, length - space - 2);
        const auto equals = record.find('=');
        if (record.substr(0, equals) == "path" && equals != std::string_view::npos)
            member.name = record.substr(equals + 1);
        if (record.substr(0, equals) == "size" && equals != std::string_view::npos) {
            const auto value = record.substr(equals + 1);
            sized = std::from_chars(value.data(), value.data() + value.size(), member.size).ec ==
                    std::errc();
        }
        rest.remove_prefix(length);
    }
}

std::optional<TarMember> TarFile::next(std::uint64_t from) const
{
    TarMember member;
    bool sized = false, begun = false;
    for (auto at = from; at + kBlock <= size_;) {
        Header header;
        read_at(at, &header, kBlock);
        if (header.empty())
            return std::nullopt;
        if (!header.checksum_fits())
            damaged(at, at == 0 ? "it is no tar archive" : "a header's checksum does not fit");
        if (!begun)
            member.header = at;
        begun = true;
        auto size = number_of(header.size).value_or(size_ + 1);
        if (header.is_file() && sized)
            size = member.size;
        const auto content = at + kBlock;
        if (size > size_ - content)
            damaged(at, "it ends too early");
        if (header.type == 'x') {
            apply_pax(content, size, member, sized);
        } else if (header.type == 'L') {
            member.name = text_at(content, size).c_str();
        } else if (header.is_file()) {
            if (member.name.empty())
                member.name = header.full_name();
            member.offset = content;
            member.size = size;
            return member;
        } else if (header.type != 'g' && header.type != 'K') {
            member = {};
            sized = begun = false;
        }
        at = content + padded(size);
    }
    return std::nullopt;
}

std::uint64_t TarFile::after(const TarMember& member)
{
    return member.offset + padded(member.size);
}

std::string TarFile::content(const TarMember& member) const
{
    if (member.size > kLargestMember)
        throw Error(ErrorCode::File,
                    "“" + member.name + "” in " + path_.string() + " is too large for a picture.",
                    member.name);
    std::string text(member.size, '\0');
    read_at(member.offset, text.data(), text.size());
    return text;
}

}  // namespace ldm::data
