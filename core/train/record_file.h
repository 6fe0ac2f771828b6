// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

namespace ldm::train {

/// CRC-32C (Castagnoli), as storage formats use it.
std::uint32_t crc32c(std::string_view bytes);

/// Appends records to a file in TFRecord framing: length and bytes, each with a masked CRC-32C. A
/// process that is killed leaves at most one torn record at the end.
class RecordWriter {
public:
    /// Appends to what is there; a torn end is cut off. @throws Error{File}
    explicit RecordWriter(std::filesystem::path path);

    /// Where the record begins in the file. @throws Error{File} if the disk is full
    std::uint64_t append(std::string_view record);

private:
    std::filesystem::path path_;
    std::ofstream out_;
    std::uint64_t size_ = 0;
};

/// Calls visit(offset, record) for each whole record of a file, in order; a torn or damaged end is
/// left out. @return bytes of the whole records; 0 if there is no such file
std::uint64_t read_records(const std::filesystem::path& path,
                           const std::function<void(std::uint64_t, std::string_view)>& visit);

/// The record that begins there. @throws Error{File} if it is damaged
std::string read_record(const std::filesystem::path& path, std::uint64_t offset);

}  // namespace ldm::train
