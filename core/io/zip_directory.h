// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ldm {

/// One record of a zip file, as its directory tells it.
struct ZipEntry {
    std::string_view name;
    std::uint64_t header = 0;  ///< position of the local header
    std::uint64_t size = 0;    ///< unpacked
    std::uint64_t packed_size = 0;
    std::uint32_t crc32 = 0;
    std::uint16_t method = 0;  ///< 0 = stored as it is
    std::uint16_t flags = 0;
};

/// Reads the directory of a zip file (zip64 included). Names stay in `bytes`; nothing is unpacked
/// and no name is ever used as a path.
/// @throws Error{CheckpointFormat} with a bare reason if it is truncated or inconsistent
std::vector<ZipEntry> read_zip_directory(std::string_view bytes);

/// Where a stored record's bytes begin in the file; they lie inside it.
/// @throws Error{CheckpointFormat} if the record is compressed, encrypted or out of the file
std::uint64_t locate_zip_data(std::string_view bytes, const ZipEntry& entry);

/// The same for a record of any method: where its packed bytes begin.
std::uint64_t locate_zip_record(std::string_view bytes, const ZipEntry& entry);

/// A record's contents, stored or deflated; at most 4 GiB.
/// @throws Error{CheckpointFormat} if it does not unpack to the size that the directory says
std::string unpack_zip_record(std::string_view bytes, const ZipEntry& entry);

}  // namespace ldm
