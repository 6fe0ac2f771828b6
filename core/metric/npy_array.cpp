// SPDX-License-Identifier: MIT
#include "metric/npy_array.h"

#include "ldm/error.h"

#include <charconv>
#include <limits>

namespace ldm::metric {

namespace {

[[noreturn]] void refuse(const char* reason)
{
    throw Error(ErrorCode::File, reason);
}

// What follows 'key': in the header's Python dictionary.
std::string_view value_of(std::string_view header, std::string_view key)
{
    const auto at = header.find("'" + std::string(key) + "':");
    if (at == std::string_view::npos)
        refuse("its array header is damaged");
    auto rest = header.substr(at + key.size() + 3);
    while (rest.starts_with(' '))
        rest.remove_prefix(1);
    return rest;
}

std::vector<std::uint64_t> numbers_of(std::string_view tuple)
{
    std::vector<std::uint64_t> numbers;
    const auto end = tuple.find(')');
    if (!tuple.starts_with('(') || end == std::string_view::npos)
        refuse("its array header is damaged");
    const char* at = tuple.data() + 1;
    const char* last = tuple.data() + end;
    while (at < last) {
        std::uint64_t number = 0;
        const auto read = std::from_chars(at, last, number);
        if (read.ec == std::errc()) {
            numbers.push_back(number);
            at = read.ptr;
        } else {
            ++at;  // a comma or a space
        }
    }
    return numbers;
}

std::uint64_t item_size(std::string_view type)
{
    std::uint64_t size = 0;
    if (type.size() < 3 ||
        std::from_chars(type.data() + 2, type.data() + type.size(), size).ec != std::errc())
        refuse("its array type is unknown");
    return size;
}

}  // namespace

NpyArray read_npy(std::string_view bytes)
{
    using namespace std::string_view_literals;
    const auto byte = [&](std::size_t i) { return std::size_t(std::uint8_t(bytes[i])); };
    if (bytes.size() < 12 || !bytes.starts_with("\x93NUMPY"sv))
        refuse("it is no NumPy array");
    const bool short_length = byte(6) == 1;
    std::size_t length = byte(8) | byte(9) << 8;
    if (!short_length)
        length |= byte(10) << 16 | byte(11) << 24;
    const std::size_t begin = short_length ? 10 : 12;
    if (length > bytes.size() - begin)
        refuse("its array header is truncated");
    const auto header = bytes.substr(begin, length);
    NpyArray array;
    const auto type = value_of(header, "descr");
    if (!type.starts_with('\'') || type.find('\'', 1) == std::string_view::npos)
        refuse("its array type is unknown");
    array.type = std::string(type.substr(1, type.find('\'', 1) - 1));
    array.column_major = value_of(header, "fortran_order").starts_with("True");
    array.shape = numbers_of(value_of(header, "shape"));
    array.data = bytes.substr(begin + length);
    std::uint64_t size = item_size(array.type);
    for (const auto side : array.shape) {
        if (side != 0 && size > std::numeric_limits<std::uint64_t>::max() / side)
            refuse("its array is too large");
        size *= side;
    }
    if (size > array.data.size())
        refuse("its array is truncated");
    return array;
}

}  // namespace ldm::metric
