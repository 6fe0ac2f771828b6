// SPDX-License-Identifier: MIT
#pragma once

#include "io/image_decoders.h"
#include "io/mapped_file.h"

#include <filesystem>
#include <new>
#include <string>

namespace ldm {

/// Runs a reader; its bare reason becomes a sentence with the picture's name.
template <typename Reader>
auto read_with_name(ImageBytes bytes, const std::string& shown, const std::string& subject,
                    Reader reader)
{
    const auto name = "“" + shown + "” cannot be read: ";
    try {
        return reader(bytes);
    } catch (const Error& error) {
        throw Error(error.code(), name + error.what() + ".", subject);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, name + "there is not enough memory for it.", subject);
    }
}

template <typename Reader>
auto read_with_name(const std::filesystem::path& path, Reader reader)
{
    const auto file = MappedFile::open(path);
    return read_with_name(file->bytes(), path.filename().string(), path.string(), reader);
}

}  // namespace ldm
