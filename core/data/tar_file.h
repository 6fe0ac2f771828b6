// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ldm::data {

/// A file inside a tar archive.
struct TarMember {
    std::string name;
    std::uint64_t header = 0;  ///< where its first header begins
    std::uint64_t offset = 0;  ///< of its content
    std::uint64_t size = 0;
};

/// Reads a tar archive front to back: POSIX ustar with its long names and pax records, GNU's long
/// names and large sizes (POSIX.1-2001, `pax`; GNU tar manual, "Basic Tar Format"). Folders, links
/// and devices are passed over.
class TarFile {
public:
    /// @throws Error{File} if it cannot be opened, Error{Unsupported} if it is compressed
    explicit TarFile(const std::filesystem::path& path);
    ~TarFile();
    TarFile(const TarFile&) = delete;
    TarFile& operator=(const TarFile&) = delete;

    /// The member whose header comes at or after `from`; none at the archive's end.
    /// @throws Error{File} naming the place of damage
    std::optional<TarMember> next(std::uint64_t from) const;

    /// Where the header after a member is.
    static std::uint64_t after(const TarMember& member);

    /// A member's content. May be called from many threads. @throws Error{File}, Error{OutOfMemory}
    std::string content(const TarMember& member) const;

private:
    struct Header;

    [[noreturn]] void damaged(std::uint64_t at, const std::string& reason) const;
    void read_at(std::uint64_t at, void* to, std::size_t size) const;
    std::string text_at(std::uint64_t at, std::uint64_t size) const;
    void apply_pax(std::uint64_t at, std::uint64_t size, TarMember& member, bool& sized) const;

    std::filesystem::path path_;
    int fd_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace ldm::data
