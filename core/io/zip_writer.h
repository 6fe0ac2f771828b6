// SPDX-License-Identifier: MIT
#pragma once

#include "io/atomic_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace ldm {

/// Writes a zip file of stored records (zip64 where needed), each record's bytes aligned to 64 as
/// torch does, so that a reader may map them.
class ZipWriter {
public:
    /// @param file  open and empty; the caller commits it after finish()
    explicit ZipWriter(AtomicFile& file) : file_(file) {}

    /// Appends a record. Failures are kept by the file.
    void add(const std::string& name, std::string_view bytes);

    /// Appends the directory.
    void finish();

private:
    struct Record {
        std::string name;
        std::uint64_t size;
        std::uint64_t header;
        std::uint32_t crc32;
    };

    AtomicFile& file_;
    std::vector<Record> records_;
};

}  // namespace ldm
