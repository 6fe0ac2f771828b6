// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace ldm {

/// Writes a file so that its old content stays until the new one is complete: a temporary file in
/// the same folder, flushed to the disk, then renamed. Without commit() the temporary is removed.
class AtomicFile {
public:
    /// @throws Error{File} if the folder is missing or may not be written to
    explicit AtomicFile(const std::filesystem::path& path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Appends bytes. Never throws, so that C libraries may call it: the first failure is kept,
    /// later writes do nothing, and commit() reports it.
    void write(const void* data, std::size_t size) noexcept;
    void write(std::string_view text) noexcept { write(text.data(), text.size()); }

    /// True once a write has failed; long writers may stop early.
    bool failed() const { return error_ != 0; }

    /// Bytes written so far.
    std::uint64_t position() const { return position_; }

    /// Flushes, renames, flushes the folder.
    /// @throws Error{File} saying what to do: disk full, folder not writable …
    void commit();

private:
    std::filesystem::path path_;    ///< as the caller named it
    std::filesystem::path target_;  ///< where a link leads
    std::filesystem::path temporary_;
    int fd_ = -1;
    int error_ = 0;
    std::uint64_t position_ = 0;
};

}  // namespace ldm
