// SPDX-License-Identifier: MIT
#include "task/image_tensor.h"

#include <ATen/ATen.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstring>

namespace ldm::task {

namespace {

// [h,w,c] uint8 over the image's own memory.
at::Tensor view_of(const Image& image)
{
    return at::from_blob(const_cast<std::uint8_t*>(image.pixels.data()),
                         {image.height, image.width, image.channels}, at::kByte);
}

cv::Mat mat_of(const Image& image)
{
    return {image.height, image.width, CV_8UC(image.channels),
            const_cast<std::uint8_t*>(image.pixels.data())};
}

Image image_of(const cv::Mat& mat)
{
    Image image{mat.cols, mat.rows, mat.channels(), {}};
    image.pixels.resize(mat.total() * mat.elemSize());
    mat.copyTo(cv::Mat(mat.rows, mat.cols, mat.type(), image.pixels.data()));
    return image;
}

}  // namespace

at::Tensor to_tensor(const Image& image)
{
    auto pixels = view_of(image);
    pixels =
        image.channels < 3 ? pixels.narrow(2, 0, 1).expand({-1, -1, 3}) : pixels.narrow(2, 0, 3);
    return pixels.permute({2, 0, 1}).unsqueeze(0).to(at::kFloat) / 255.0;
}

at::Tensor to_mask(const Image& image)
{
    return view_of(image).select(2, 0).ge(128).to(at::kFloat).unsqueeze(0).unsqueeze(0);
}

void put_rows(const at::Tensor& decoded, std::int64_t top, bool truncate, Image& image)
{
    const auto rows = std::min<std::int64_t>(decoded.size(2), image.height - top);
    if (rows <= 0)
        return;
    auto levels =
        (decoded[0].narrow(1, 0, rows).narrow(2, 0, image.width).clamp(-1.0, 1.0) + 1.0) * 127.5;
    if (!truncate)
        levels = levels.round();
    const auto bytes = levels.to(at::kByte).permute({1, 2, 0}).contiguous();
    std::memcpy(image.pixels.data() + size_t(top) * size_t(image.width) * 3, bytes.const_data_ptr(),
                size_t(bytes.numel()));
}

Image to_image(const at::Tensor& bytes)
{
    Image image{int(bytes.size(1)), int(bytes.size(0)), 3, {}};
    const auto packed = bytes.contiguous();
    image.pixels.resize(size_t(packed.numel()));
    std::memcpy(image.pixels.data(), packed.const_data_ptr(), image.pixels.size());
    return image;
}

at::Tensor extended(const at::Tensor& map, std::int64_t height, std::int64_t width)
{
    if (map.size(2) == height && map.size(3) == width)
        return map;
    return at::replication_pad2d(map, {0, width - map.size(3), 0, height - map.size(2)});
}

Image resized(const Image& image, int width, int height, Resampling resampling)
{
    const bool smaller = width < image.width && height < image.height;
    const int method = smaller || resampling == Resampling::Area ? cv::INTER_AREA
                       : resampling == Resampling::Cubic         ? cv::INTER_CUBIC
                                                                 : cv::INTER_LANCZOS4;
    cv::Mat out;
    cv::resize(mat_of(image), out, {width, height}, 0.0, 0.0, method);
    return image_of(out);
}

Image cropped(const Image& image, int left, int top, int width, int height)
{
    return image_of(mat_of(image)(cv::Rect(left, top, width, height)));
}

}  // namespace ldm::task
