// SPDX-License-Identifier: MIT
#include "task/round_trip.h"

#include "ldm/error.h"
#include "task/decode_image.h"
#include "task/image_tensor.h"
#include "task/memory_tiles.h"
#include "task/task.h"

#include <ATen/ATen.h>

namespace ldm::task {

namespace {

// Tiles of the picture where those of the latent have to be.
at::Tensor encoded(const at::Tensor& picture, LoadedModel& loaded, std::uintmax_t memory,
                   const model::PatchWatch& watch)
{
    auto& model = *loaded.model;
    const int factor = model.first_stage().factor();
    // The posterior's mode: its spread is far below a grey level.
    const auto encode = [&](const at::Tensor& part, std::int64_t, std::int64_t) {
        const auto no_noise = at::zeros(
            {1, model.first_stage().channels(), part.size(2) / factor, part.size(3) / factor});
        return model.encode_first_stage(part, no_noise);
    };
    auto tiles = decoding_tiles(model.config().first_stage, picture.size(2) / factor,
                                picture.size(3) / factor, memory);
    if (!tiles)
        return encode(picture, 0, 0);
    for (int* side : {&tiles->height, &tiles->width, &tiles->stride_y, &tiles->stride_x})
        *side *= factor;
    *tiles->margin *= factor;
    return model::patchwise(picture, *tiles, {.up = 1, .down = factor}, encode, watch);
}

}  // namespace

Image round_trip(const Image& image, LoadedModel& loaded, Observer& observer, std::uintmax_t memory)
{
    if (image.width < 1 || image.height < 1 || image.pixels.empty())
        throw Error(ErrorCode::BadArgument, "There is no picture: open one.", "image");
    const auto watch = [&observer](std::int64_t, std::int64_t) {
        if (observer.cancelled())
            throw Cancelled{};
    };
    // Decoders and encoders with attention want sides like those of their training.
    const int unit = loaded.model->size_multiple();
    const auto picture = extended(2.0 * to_tensor(image) - 1.0, round_up(image.height, unit),
                                  round_up(image.width, unit));
    const auto z = encoded(picture, loaded, memory, watch);
    Image out{image.width, image.height, 3, {}};
    decode_into(out, *loaded.model, z, {.patches = {}, .memory = memory, .watch = watch});
    return out;
}

}  // namespace ldm::task
