// SPDX-License-Identifier: MIT
#include "io/image_decoders.h"

#include <webp/decode.h>
#include <webp/demux.h>
#include <cstring>
#include <memory>

namespace ldm {

namespace {

/// The first frame of an animation, on its canvas.
Image first_frame(ImageBytes bytes, const WebPBitstreamFeatures& features)
{
    Image image = make_image(static_cast<std::uint64_t>(features.width),
                             static_cast<std::uint64_t>(features.height), 4);
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    const WebPData data{bytes.data(), bytes.size()};
    struct Delete {
        void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
    };
    const std::unique_ptr<WebPAnimDecoder, Delete> decoder(WebPAnimDecoderNew(&data, &options));
    std::uint8_t* pixels = nullptr;
    int time = 0;
    if (!decoder || !WebPAnimDecoderGetNext(decoder.get(), &pixels, &time))
        refuse_image("it is truncated or damaged");
    std::memcpy(image.pixels.data(), pixels, image.pixels.size());
    return image;
}

}  // namespace

Image decode_webp(ImageBytes bytes)
{
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes.data(), bytes.size(), &features) != VP8_STATUS_OK)
        refuse_image("it is truncated or damaged");
    if (features.has_animation)
        return first_frame(bytes, features);
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
