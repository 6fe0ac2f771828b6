// SPDX-License-Identifier: MIT
#pragma once

#include <opencv2/core.hpp>

namespace ldm::degrade {

/// CV_8UC3 RGB through a JPEG of that quality in memory, colours at half resolution (4:2:0), as
/// OpenCV writes it by default. @throws Error{BadArgument} for a picture that JPEG cannot hold
cv::Mat jpeg_round_trip(const cv::Mat& picture, int quality);

}  // namespace ldm::degrade
