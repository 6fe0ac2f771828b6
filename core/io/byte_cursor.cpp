// SPDX-License-Identifier: MIT
#include "io/byte_cursor.h"

#include "io/checkpoint_contents.h"

namespace ldm {

std::uint64_t ByteCursor::number(std::size_t size)
{
    const auto raw = block(size);
    std::uint64_t result = 0;
    for (std::size_t i = 0; i < raw.size(); ++i)
        result |= std::uint64_t(static_cast<unsigned char>(raw[i])) << (8 * i);
    return result;
}

std::string_view ByteCursor::block(std::uint64_t size)
{
    if (position_ > bytes_.size() || size > left())
        refuse_file("it is truncated: a part of " + std::to_string(size) +
                    " bytes reaches past its end");
    const auto result = bytes_.substr(position_, size);
    position_ += size;
    return result;
}

std::string_view ByteCursor::line()
{
    const auto end = position_ < bytes_.size() ? bytes_.find('\n', position_) : bytes_.npos;
    if (end == bytes_.npos)
        refuse_file("it is truncated: a line of its pickle has no end");
    const auto result = bytes_.substr(position_, end - position_);
    position_ = end + 1;
    return result;
}

}  // namespace ldm
