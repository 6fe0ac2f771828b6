// SPDX-License-Identifier: MIT
#include "io/image_decoders.h"

#include <webp/decode.h>

namespace ldm {

Image decode_webp(ImageBytes bytes)
{
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes.data(), bytes.size(), &features) != VP8_STATUS_OK)
        refuse_image("it is truncated or damaged");
    if (features.has_animation)
        throw Error(ErrorCode::Unsupported, "it is an animation, not a picture");
    Image image =
        make_image(static_cast<std::uint64_t>(features.width),
                   static_cast<std::uint64_t>(features.height), features.has_alpha ? 4 : 3);
    const auto decode = features.has_alpha ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
    if (!decode(bytes.data(), bytes.size(), image.pixels.data(), image.pixels.size(),
                image.width * image.channels))
        refuse_image("it is truncated or damaged");
    return image;
}

}  // namespace ldm
