// SPDX-License-Identifier: MIT
#include "ldm/picture_bytes.h"

#include "ldm/error.h"

#include "io/image_file.h"
#include "io/png_chunks.h"
#include "io/png_reader.h"

namespace ldm {

Picture read_picture(std::span<const std::uint8_t> png)
{
    constexpr std::size_t kSignature = 8;
    if (!is_png(png))
        throw Error(ErrorCode::File, "The picture is no PNG.");
    const std::string_view text(reinterpret_cast<const char*>(png.data()), png.size());
    const auto recipe = find_png_text(text.substr(kSignature), kRecipeKey);
    if (!recipe)
        throw Error(ErrorCode::BadArgument, "The picture carries no recipe.");
    Picture picture;
    picture.image = decode_image(png, "picture");
    picture.recipe = recipe_from_json(*recipe);
    return picture;
}

}  // namespace ldm
