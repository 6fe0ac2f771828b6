// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace ldm {

/// A file seen as bytes in memory; pages are read when touched. The pages are private: writing
/// to them (training in place) changes memory only, never the file.
class MappedFile {
public:
    /// @throws Error{File} if it is missing, no regular file, or may not be read
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& path);

    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::uint8_t> bytes() const { return {data_, size_}; }
    std::string_view text() const { return {reinterpret_cast<const char*>(data_), size_}; }
    const std::filesystem::path& path() const { return path_; }

private:
    explicit MappedFile(std::filesystem::path path) : path_(std::move(path)) {}

    std::filesystem::path path_;
    std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace ldm
