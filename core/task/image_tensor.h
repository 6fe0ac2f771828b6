// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"

#include <ATen/core/Tensor.h>

namespace ldm::task {

/// The first three channels (grey repeated) as [1,3,h,w] fp32 in [0,1].
at::Tensor to_tensor(const Image& image);

/// One channel as [1,1,h,w] fp32, 1 where it is 128 or above, else 0.
at::Tensor to_mask(const Image& image);

/// What a first stage decoded, [1,3,h,w] about [-1,1], as 8-bit rows of `image` from row `top` on;
/// what leaves the image below or to the right is cut off.
/// @param truncate cut off to whole grey levels, as the published scripts do, instead of rounding
void put_rows(const at::Tensor& decoded, std::int64_t top, bool truncate, Image& image);

/// An RGB preview [h,w,3] uint8.
Image to_image(const at::Tensor& bytes);

/// Widened at the right and at the bottom by repeating the last column and row.
at::Tensor extended(const at::Tensor& map, std::int64_t height, std::int64_t width);

enum class Resampling { Area, Cubic, Lanczos };

/// Another size; `Area` when it gets smaller, whatever is asked for.
Image resized(const Image& image, int width, int height, Resampling resampling);

Image cropped(const Image& image, int left, int top, int width, int height);

}  // namespace ldm::task
