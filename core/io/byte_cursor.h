// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ldm {

/// Reads little-endian numbers, blocks and lines from bytes; never past their end.
class ByteCursor {
public:
    explicit ByteCursor(std::string_view bytes, std::size_t position = 0)
        : bytes_(bytes), position_(position)
    {
    }

    std::size_t position() const { return position_; }
    std::size_t left() const { return bytes_.size() - position_; }

    /// An unsigned number of `size` ≤ 8 bytes. @throws Error{CheckpointFormat}
    std::uint64_t number(std::size_t size);

    /// The next `size` bytes. @throws Error{CheckpointFormat}
    std::string_view block(std::uint64_t size);

    /// Up to the next line feed, which is skipped. @throws Error{CheckpointFormat}
    std::string_view line();

private:
    std::string_view bytes_;
    std::size_t position_;
};

}  // namespace ldm
