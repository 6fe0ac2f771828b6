// SPDX-License-Identifier: MIT
#include "metric/image_metrics.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace ldm::metric {

namespace {

// One side of a separable window; its values sum to 1.
at::Tensor window_side(SsimWindow window)
{
    if (window == SsimWindow::Uniform7)
        return at::full({7}, 1.0 / 7.0, at::kDouble);
    const auto x = at::arange(11, at::kDouble) - 5.0;
    const auto g = at::exp(-(x * x) / (2.0 * 1.5 * 1.5));
    return g / g.sum();
}

// Means under the window, where it lies inside: [C,1,h,w] → [C,1,h-n+1,w-n+1].
at::Tensor means(const at::Tensor& x, const at::Tensor& side)
{
    const auto n = side.size(0);
    return at::conv2d(at::conv2d(x, side.view({1, 1, n, 1})), side.view({1, 1, 1, n}));
}

}  // namespace

double psnr(const at::Tensor& a, const at::Tensor& b, double range)
{
    check_shape(b, a.sizes(), "b");
    const double error = (a.to(at::kDouble) - b.to(at::kDouble)).square().mean().item<double>();
    return error == 0.0 ? std::numeric_limits<double>::infinity()
                        : 10.0 * std::log10(range * range / error);
}

double ssim(const at::Tensor& a, const at::Tensor& b, double range, SsimWindow window)
{
    check_shape(a, {-1, -1, -1}, "a");
    check_shape(b, a.sizes(), "b");
    const auto side = window_side(window);
    if (a.size(1) < side.size(0) || a.size(2) < side.size(0))
        throw Error(ErrorCode::BadArgument,
                    "Structural similarity needs pictures of at least " +
                        std::to_string(side.size(0)) + " pixels a side.",
                    "a");
    const auto x = a.to(at::kDouble).unsqueeze(1), y = b.to(at::kDouble).unsqueeze(1);
    const double count = double(side.size(0) * side.size(0));
    const double sample = window == SsimWindow::Uniform7 ? count / (count - 1.0) : 1.0;
    const auto ux = means(x, side), uy = means(y, side);
    const auto vx = sample * (means(x * x, side) - ux * ux);
    const auto vy = sample * (means(y * y, side) - uy * uy);
    const auto vxy = sample * (means(x * y, side) - ux * uy);
    const double c1 = std::pow(0.01 * range, 2), c2 = std::pow(0.03 * range, 2);
    const auto map =
        ((2.0 * ux * uy + c1) * (2.0 * vxy + c2)) / ((ux * ux + uy * uy + c1) * (vx + vy + c2));
    return map.mean().item<double>();
}

}  // namespace ldm::metric
