// SPDX-License-Identifier: MIT
#pragma once

#include <opencv2/core.hpp>

namespace ldm::degrade {

enum class PillowFilter { Nearest, Box, Bilinear, Hamming, Bicubic, Lanczos };

/// Resamples as the Python library Pillow does: the filter widened as the picture shrinks, in
/// fixed point with 22 bits, rounded to 8 bits after the columns and after the rows.
/// @param picture CV_8UC3
cv::Mat pillow_resize(const cv::Mat& picture, cv::Size size, PillowFilter filter);

}  // namespace ldm::degrade
