// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

namespace ldm::metric {

/// Peak signal-to-noise ratio in dB of two pictures of one shape with values in [0, range];
/// infinite for equal ones.
double psnr(const at::Tensor& a, const at::Tensor& b, double range);

enum class SsimWindow {
    Uniform7,    ///< 7×7, sample covariance: scikit-image's default
    Gaussian11,  ///< 11×11, σ 1.5, population covariance (Wang et al. 2004, Sec. III.B)
};

/// Structural similarity (Wang et al. 2004, Eq. 13), the mean over channels and over all places
/// where the window lies inside the picture. Computed in double.
/// @param a, b [C,H,W] in [0, range]
/// @throws Error{ShapeMismatch}, Error{BadArgument} for a picture smaller than the window
double ssim(const at::Tensor& a, const at::Tensor& b, double range,
            SsimWindow window = SsimWindow::Uniform7);

}  // namespace ldm::metric
