// SPDX-License-Identifier: MIT
#pragma once

#include "degrade/bsr_plan.h"

#include <opencv2/core.hpp>

namespace ldm::degrade {

// Pictures here are CV_32FC3, RGB in [0,1].

/// The kernel of a blur, CV_64F, sum 1: a Gaussian along two axes, or MATLAB's fspecial.
cv::Mat blur_kernel(const BlurPlan& plan);

/// True convolution, the border reflected without repeating its pixels. An even kernel's centre is
/// the cell after its middle, as SciPy has it.
cv::Mat convolve(const cv::Mat& picture, const cv::Mat& kernel);

cv::Mat resize(const cv::Mat& picture, cv::Size size, Interpolation interpolation);

/// The shrink step's other way: Gaussian of 25 cells, moved by (scale-1)/2 pixels, then every
/// scale-th pixel.
cv::Mat blur_and_pick(const cv::Mat& picture, double sigma, int scale);

/// MATLAB's imresize: cubic (a = -1/2), widened when it shrinks, borders mirrored; sides are
/// rounded up.
cv::Mat matlab_bicubic(const cv::Mat& picture, double scale);

cv::Mat add_noise(const cv::Mat& picture, const NoisePlan& plan);

/// Through a JPEG file of that quality (1 to 100), colours at half resolution.
cv::Mat through_jpeg(const cv::Mat& picture, int quality);

/// All of a plan. @param picture CV_8UC3 RGB @return CV_8UC3, sides / factor
cv::Mat degrade_bsr(const cv::Mat& picture, const BsrPlan& plan, int factor);

}  // namespace ldm::degrade
