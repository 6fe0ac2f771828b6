// SPDX-License-Identifier: MIT
#include "task/renew_picture.h"

#include "ldm/error.h"
#include "task/sample_latent.h"

#include <ATen/ATen.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace ldm::task {

namespace {

constexpr int kMargin = 16;       // cells of latent that a decoder's convolutions see, about
constexpr double kFeather = 8.0;  // pixels

// Distance to the nearest pixel that stays as it is, 0 there; over the whole picture.
cv::Mat distance_inside(const at::Tensor& renewed, int factor, int width, int height)
{
    const auto height_in_cells = int(renewed.size(2)), width_in_cells = int(renewed.size(3));
    const auto cells = renewed.to(at::kByte).contiguous();
    const cv::Mat small(height_in_cells, width_in_cells, CV_8U, cells.data_ptr());
    cv::Mat marked, distance;
    cv::resize(small, marked, {width_in_cells * factor, height_in_cells * factor}, 0, 0,
               cv::INTER_NEAREST);
    cv::distanceTransform(marked(cv::Rect(0, 0, width, height)), distance, cv::DIST_L2,
                          cv::DIST_MASK_PRECISE);
    return distance;
}

}  // namespace

Image renewed_picture(const Image& old_picture, int width, int height, const Renewal& r)
{
    if (old_picture.width != width || old_picture.height != height)
        throw Error(ErrorCode::BadArgument, "A picture can go on only from one of the same size.",
                    "size");
    auto out = old_picture;
    if (!r.renewed.any().item<bool>())
        return out;
    const int factor = r.model.first_stage().factor();
    const auto part = part_around(r.renewed, kMargin, 1);
    const int left = int(part.left) * factor, top = int(part.top) * factor;
    Image made{std::min(int(part.width) * factor, width - left),
               std::min(int(part.height) * factor, height - top),
               3,
               {}};
    const auto z =
        r.z.narrow(2, part.top, part.height).narrow(3, part.left, part.width).contiguous();
    decode_into(made, r.model, z, r.options);

    const auto distance = distance_inside(r.renewed, factor, width, height);
    double deepest = 0.0;
    cv::minMaxLoc(distance, nullptr, &deepest);
    if (deepest <= 0.0)
        return out;  // only what fills up a multiple is renewed
    const double ramp = std::min(kFeather, deepest / 2.0);  // thin parts come in fully, too
    for (int y = 0; y < made.height; ++y)
        for (int x = 0; x < made.width; ++x) {
            const double share = std::min(1.0, distance.at<float>(top + y, left + x) / ramp);
            if (share <= 0.0)
                continue;
            const auto to = (size_t(top + y) * size_t(width) + size_t(left + x)) * 3;
            const auto from = (size_t(y) * size_t(made.width) + size_t(x)) * 3;
            for (size_t c = 0; c < 3; ++c)
                out.pixels[to + c] = std::uint8_t(std::lround(
                    (1.0 - share) * old_picture.pixels[to + c] + share * made.pixels[from + c]));
        }
    return out;
}

}  // namespace ldm::task
