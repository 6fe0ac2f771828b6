// SPDX-License-Identifier: MIT
#include "io/image_file.h"
#include "io/mapped_file.h"
#include "io/photo_data.h"
#include "io/xmp_packet.h"

namespace ldm {

std::optional<std::string> read_picture_recipe(const std::filesystem::path& path)
{
    const auto file = MappedFile::open(path);
    const auto format = format_of(file->bytes());
    if (format == PictureFormat::Png)
        return read_png_text(path);
    if (format == PictureFormat::None)
        return std::nullopt;
    const auto data = photo_data(file->bytes());
    const auto found = recipe_in_xmp(data.long_xmp);
    return found ? found : recipe_in_xmp(data.xmp);
}

}  // namespace ldm
