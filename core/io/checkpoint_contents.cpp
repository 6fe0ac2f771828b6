// SPDX-License-Identifier: MIT
#include "io/checkpoint_contents.h"

#include "ldm/error.h"

#include <c10/core/ScalarType.h>

namespace ldm {

void refuse_file(const std::string& reason)
{
    throw Error(ErrorCode::CheckpointFormat, reason);
}

std::string printable(std::string_view text)
{
    static constexpr std::size_t kMaxLength = 120;
    std::string result;
    for (const char c : text.substr(0, kMaxLength))
        result += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    // A cut inside a UTF-8 sequence leaves its beginning: drop it.
    if (text.size() > kMaxLength) {
        while (!result.empty() && (static_cast<unsigned char>(result.back()) & 0xc0) == 0x80)
            result.pop_back();
        if (!result.empty() && static_cast<unsigned char>(result.back()) >= 0xc0)
            result.pop_back();
        result += "…";
    }
    return result;
}

void check_view(const TensorEntry& tensor, std::uint64_t storage_bytes)
{
    const auto refuse = [&tensor](const char* what) {
        refuse_file("the tensor “" + printable(tensor.name) + "” has " + what);
    };
    const auto& shape = tensor.info.shape;
    if (shape.size() > 64)
        refuse("a shape of more than 64 dimensions");
    if (shape.size() != tensor.strides.size())
        refuse("a shape and strides that do not fit together");
    if (tensor.storage_offset < 0)
        refuse("an offset out of its storage's range");
    std::int64_t count = 1;
    bool empty = false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] < 0)
            refuse("a negative size in its shape");
        if (tensor.strides[i] < 0)
            refuse("a negative stride");
        empty = empty || shape[i] == 0;
        if (shape[i] > 0 && __builtin_mul_overflow(count, shape[i], &count))
            refuse("an impossible size: its shape overflows");
    }
    const auto element = static_cast<std::int64_t>(c10::elementSize(tensor.info.dtype));
    std::int64_t last = tensor.storage_offset;
    for (std::size_t i = 0; i < shape.size() && !empty; ++i) {
        std::int64_t reach = 0;
        if (__builtin_mul_overflow(shape[i] - 1, tensor.strides[i], &reach) ||
            __builtin_add_overflow(last, reach, &last))
            refuse("strides that overflow");
    }
    std::int64_t end = 0;
    if (__builtin_add_overflow(last, empty ? 0 : 1, &end) ||
        __builtin_mul_overflow(end, element, &end) ||
        static_cast<std::uint64_t>(end) > storage_bytes)
        refuse("a shape that reaches past the end of its storage");
    if (__builtin_mul_overflow(count, element, &count))
        refuse("an impossible size: its shape overflows");
}

}  // namespace ldm
