// SPDX-License-Identifier: MIT
#include "task/inpaint.h"

#include "ldm/error.h"
#include "model/masked_condition.h"
#include "task/image_tensor.h"
#include "task/prompted.h"

#include <ATen/ATen.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ldm::task {

namespace {

// 255 where nothing is to be done, 0 in the hole.
cv::Mat outside_of(const Image& mask)
{
    cv::Mat outside(mask.height, mask.width, CV_8U);
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            const auto at = (size_t(y) * size_t(mask.width) + size_t(x)) * size_t(mask.channels);
            outside.at<std::uint8_t>(y, x) = mask.pixels[at] >= 128 ? 0 : 255;
        }
    return outside;
}

bool has_hole(const Image& mask)
{
    for (size_t i = 0; i < mask.pixels.size(); i += size_t(mask.channels))
        if (mask.pixels[i] >= 128)
            return true;
    return false;
}

// A stretch of at least `wanted` cells around [first, last], inside [0, whole).
std::pair<int, int> stretch(int first, int last, int wanted, int whole)
{
    const int size = std::min(whole, std::max(wanted, last - first + 1));
    const int begin = std::clamp((first + last + 1 - size) / 2, 0, whole - size);
    return {begin, size};
}

// Puts the computed window back into the picture; what the weights leave out stays as it was.
Image put_back(const Image& picture, const Window& w, const at::Tensor& weights, const Image& made)
{
    auto out = picture;
    const auto* share = weights.const_data_ptr<float>();
    for (int y = 0; y < w.height; ++y)
        for (int x = 0; x < w.width; ++x) {
            const float a = share[size_t(y) * size_t(w.width) + size_t(x)];
            if (a <= 0.0f)
                continue;
            const auto to =
                (size_t(w.top + y) * size_t(out.width) + size_t(w.left + x)) * size_t(out.channels);
            const auto from = (size_t(y) * size_t(made.width) + size_t(x)) * 3;
            for (size_t c = 0; c < 3; ++c)
                out.pixels[to + c] = std::uint8_t(std::lround(
                    (1.0f - a) * float(picture.pixels[to + c]) + a * float(made.pixels[from + c])));
        }
    return out;
}

Image with_three_channels(const Image& image)
{
    if (image.channels >= 3)
        return image;
    Image rgb{image.width, image.height, 3, {}};
    rgb.pixels.reserve(image.pixels.size() * 3);
    for (const auto level : image.pixels)
        rgb.pixels.insert(rgb.pixels.end(), 3, level);
    return rgb;
}

}  // namespace

Window window_around_hole(const Image& mask, int native)
{
    if (mask.width <= 2 * native && mask.height <= 2 * native)
        return {0, 0, mask.width, mask.height};
    int left = mask.width, top = mask.height, right = -1, bottom = -1;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.pixels[(size_t(y) * size_t(mask.width) + size_t(x)) * size_t(mask.channels)] >=
                128) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = y;
            }
    const auto [x, width] =
        stretch(left, right, std::max(native, 2 * (right - left + 1)), mask.width);
    const auto [y, height] =
        stretch(top, bottom, std::max(native, 2 * (bottom - top + 1)), mask.height);
    return {x, y, width, height};
}

at::Tensor feathered(const Image& mask, int feather)
{
    cv::Mat distance;
    cv::distanceTransform(outside_of(mask), distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    const auto d =
        at::from_blob(distance.data, {mask.height, mask.width}, at::kFloat) / (feather + 1.0);
    return 0.5 * (1.0 + at::cos(std::numbers::pi * d.clamp(0.0, 1.0))) * d.lt(1.0).to(at::kFloat);
}

at::Tensor composite(const at::Tensor& old_picture, const at::Tensor& new_picture,
                     const at::Tensor& weights)
{
    return (1.0 - weights) * old_picture + weights * new_picture;
}

void InpaintTask::validate(const Recipe& recipe, const ModelInfo&) const
{
    const auto* image = recipe.image.get();
    const auto* mask = recipe.mask.get();
    if (!image || image->pixels.empty())
        throw Error(ErrorCode::BadArgument, "There is no picture to repair: open one.", "image");
    if (!mask || mask->pixels.empty())
        throw Error(ErrorCode::BadArgument,
                    "There is no mask: paint over what is to be filled (white in a mask file).",
                    "mask");
    if (mask->width != image->width || mask->height != image->height)
        throw Error(ErrorCode::BadArgument,
                    "The mask is " + std::to_string(mask->width) + "×" +
                        std::to_string(mask->height) + " and the picture " +
                        std::to_string(image->width) + "×" + std::to_string(image->height) +
                        "; they must be of one size.",
                    "mask");
    if (!has_hole(*mask))
        throw Error(ErrorCode::BadArgument,
                    "The mask marks no hole: paint over what is to be filled (white in a mask "
                    "file).",
                    "mask");
}

Assignment InpaintTask::prepare(const Recipe& recipe, LoadedModel& loaded,
                                const model::PatchWatch&) const
{
    auto& model = *loaded.model;
    const auto picture = with_three_channels(*recipe.image);
    const auto w = window_around_hole(*recipe.mask, loaded.info.native_width);
    const auto mask = cropped(*recipe.mask, w.left, w.top, w.width, w.height);
    Assignment a;
    a.width = round_up(w.width, model.size_multiple());
    a.height = round_up(w.height, model.size_multiple());
    a.left = w.left;
    a.top = w.top;
    a.picture_width = picture.width;
    a.picture_height = picture.height;
    const auto image =
        extended(to_tensor(cropped(picture, w.left, w.top, w.width, w.height)), a.height, a.width);
    const auto hole = extended(to_mask(mask), a.height, a.width);
    a.condition.concat = model::masked_image_condition(model, image, hole);
    if (model.config().conditioner.smooth_hole) {
        const auto channels = model.config().channels;
        a.known = a.condition.concat.narrow(1, 0, channels);
        a.hole = (a.condition.concat.narrow(1, channels, 1) + 1.0) / 2.0;
    }
    if (loaded.tokenizer) {
        a.condition.context = text_context(loaded, recipe.prompt, a.notes);
        if (recipe.guidance != 1.0)
            a.unconditional = {
                a.condition.concat, text_context(loaded, recipe.negative_prompt, a.notes), {}};
    }
    const auto weights = feathered(mask, recipe.feather).contiguous();
    a.finish = [picture, w, weights](const Image& made) {
        return put_back(picture, w, weights, made);
    };
    return a;
}

}  // namespace ldm::task
