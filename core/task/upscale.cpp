// SPDX-License-Identifier: MIT
#include "task/upscale.h"

#include "ldm/error.h"
#include "task/image_tensor.h"
#include "task/limits.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace ldm::task {

namespace {

constexpr int kWholeUpTo = 128;  // cells of latent a side

// The alpha channel of `image`, enlarged, beside the colours of `rgb`.
Image with_alpha(const Image& rgb, const Image& image)
{
    Image alpha{image.width, image.height, 1, {}};
    alpha.pixels.reserve(image.pixels.size() / 4);
    for (size_t i = 3; i < image.pixels.size(); i += 4)
        alpha.pixels.push_back(image.pixels[i]);
    alpha = resized(alpha, rgb.width, rgb.height, Resampling::Cubic);
    Image out{rgb.width, rgb.height, 4, {}};
    out.pixels.reserve(alpha.pixels.size() * 4);
    for (size_t i = 0; i < alpha.pixels.size(); ++i) {
        const auto* colour = rgb.pixels.data() + 3 * i;
        out.pixels.insert(out.pixels.end(), {colour[0], colour[1], colour[2], alpha.pixels[i]});
    }
    return out;
}

}  // namespace

void UpscaleTask::validate(const Recipe& recipe, const ModelInfo&) const
{
    const auto* image = recipe.image.get();
    if (!image || image->pixels.empty())
        throw Error(ErrorCode::BadArgument, "There is no picture to enlarge: open one.", "image");
    if (recipe.scale != 2 && recipe.scale != 4 && recipe.scale != 8)
        throw Error(ErrorCode::BadArgument,
                    "A picture can be made 2, 4 or 8 times larger, not " +
                        std::to_string(recipe.scale) + " times.",
                    "scale");
    if (std::max(image->width, image->height) * recipe.scale > kMaxUpscaledSide)
        throw Error(ErrorCode::BadArgument,
                    "The picture would be more than " + std::to_string(kMaxUpscaledSide) +
                        " pixels a side; choose a smaller factor or picture.",
                    "scale");
}

Assignment UpscaleTask::prepare(const Recipe& recipe, LoadedModel& loaded,
                                const model::PatchWatch& watch) const
{
    auto& model = *loaded.model;
    const auto& small = *recipe.image;
    const int factor = model.first_stage().factor();
    const int multiple = model.size_multiple() / factor;
    const int width = round_up(small.width, multiple), height = round_up(small.height, multiple);
    Assignment a;
    a.width = width * factor;
    a.height = height * factor;
    a.picture_width = small.width * factor;
    a.picture_height = small.height * factor;
    a.condition = model.condition(extended(2.0 * to_tensor(small) - 1.0, height, width), watch);
    if (std::max(width, height) > kWholeUpTo)
        a.patches = model::PatchOptions{};
    a.finish = [image = recipe.image, scale = recipe.scale, factor](Image made) {
        const int wide = image->width * factor, high = image->height * factor;
        const bool whole = made.width == wide && made.height == high;
        auto out = whole ? std::move(made) : cropped(made, 0, 0, wide, high);
        if (scale != factor)
            out = resized(out, image->width * scale, image->height * scale, Resampling::Lanczos);
        return image->channels == 4 ? with_alpha(out, *image) : out;
    };
    return a;
}

}  // namespace ldm::task
