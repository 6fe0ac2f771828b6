// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"

#include <filesystem>
#include <memory>
#include <string>

namespace ldm::metric {

/// Pictures to be measured, in an order that depends on nothing but their names.
class PictureSet {
public:
    virtual ~PictureSet() = default;

    virtual std::size_t size() const = 0;

    /// Path inside the set without the file's ending.
    virtual std::string name(std::size_t index) const = 0;

    /// RGB. @throws Error{File} naming the picture that is damaged
    virtual Image read(std::size_t index) const = 0;
};

/// Opens a folder (with those in it), a .zip archive of pictures, an .npz with one uint8 array
/// [n,h,w,3] (the field's reference batches), or a single picture.
/// @throws Error{File} if there is nothing to read, Error{BadArgument} if it holds no picture
std::unique_ptr<PictureSet> open_picture_set(const std::filesystem::path& path);

}  // namespace ldm::metric
