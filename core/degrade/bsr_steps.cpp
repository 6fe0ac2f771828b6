// SPDX-License-Identifier: MIT
#include "degrade/bsr_steps.h"

#include "degrade/jpeg_round_trip.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <random>

namespace ldm::degrade {

namespace {

constexpr int kPickKernel = 25;  // cells of the shrink step's Gaussian

cv::Mat normalised(cv::Mat kernel)
{
    kernel /= cv::sum(kernel)[0];
    return kernel;
}

// exp(-½ pᵀ Σ⁻¹ p) with Σ = V diag(l1,l2) V⁻¹ and V the axes at `angle`.
cv::Mat anisotropic_kernel(const BlurPlan& plan)
{
    const double c = std::cos(plan.angle), s = std::sin(plan.angle);
    const double centre = plan.size / 2.0 - 0.5;
    cv::Mat kernel(plan.size, plan.size, CV_64F);
    for (int y = 0; y < plan.size; ++y)
        for (int x = 0; x < plan.size; ++x) {
            const double dx = x - centre, dy = y - centre;
            const double along = c * dx + s * dy, across = s * dx - c * dy;
            kernel.at<double>(y, x) =
                std::exp(-0.5 * (along * along / plan.l1 + across * across / plan.l2));
        }
    return normalised(kernel);
}

cv::Mat isotropic_kernel(int size, double sigma)
{
    const double centre = (size - 1) / 2.0;
    cv::Mat kernel(size, size, CV_64F);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const double dx = x - centre, dy = y - centre;
            kernel.at<double>(y, x) = std::exp(-(dx * dx + dy * dy) / (2.0 * sigma * sigma));
        }
    double peak = 0.0;
    cv::minMaxLoc(kernel, nullptr, &peak);
    kernel.setTo(0.0, kernel < std::numeric_limits<double>::epsilon() * peak);
    return normalised(kernel);
}

// The kernel's values half a step of the picking further down and to the right, bilinearly.
cv::Mat shifted(const cv::Mat& kernel, double by)
{
    const int n = kernel.rows;
    const auto sample = [&](double y, double x) {
        y = std::min(y, n - 1.0);
        x = std::min(x, n - 1.0);
        const int y0 = int(y), x0 = int(x), y1 = std::min(y0 + 1, n - 1),
                  x1 = std::min(x0 + 1, n - 1);
        const double v = y - y0, u = x - x0;
        const auto k = [&](int row, int column) { return kernel.at<double>(row, column); };
        return (1 - v) * ((1 - u) * k(y0, x0) + u * k(y0, x1)) +
               v * ((1 - u) * k(y1, x0) + u * k(y1, x1));
    };
    cv::Mat out(n, n, CV_64F);
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x)
            out.at<double>(y, x) = sample(y + by, x + by);
    return out;
}

cv::Mat clipped(const cv::Mat& picture)
{
    return cv::min(cv::max(picture, 0.0), 1.0);
}

double cubic(double x)
{
    const double a = std::abs(x), a2 = a * a, a3 = a2 * a;
    if (a <= 1.0)
        return 1.5 * a3 - 2.5 * a2 + 1.0;
    return a <= 2.0 ? -0.5 * a3 + 2.5 * a2 - 4.0 * a + 2.0 : 0.0;
}

int mirrored(int i, int n)
{
    const int period = 2 * n;
    i = ((i % period) + period) % period;
    return i < n ? i : period - 1 - i;
}

// One side of matlab_bicubic: rows of weights over the input, out × in.
cv::Mat cubic_matrix(int in, double scale)
{
    const int out = int(std::ceil(in * scale));
    const double stretch = std::min(scale, 1.0), width = 4.0 / stretch;
    cv::Mat matrix = cv::Mat::zeros(out, in, CV_32F);
    for (int i = 0; i < out; ++i) {
        const double centre = (i + 0.5) / scale - 0.5;
        const int first = int(std::floor(centre - width / 2.0));
        std::vector<double> weights;
        for (int j = first; j <= first + int(std::ceil(width)) + 1; ++j)
            weights.push_back(cubic(stretch * (centre - j)));
        double sum = 0.0;
        for (const double w : weights)
            sum += w;
        for (size_t k = 0; k < weights.size(); ++k)
            matrix.at<float>(i, mirrored(first + int(k), in)) += float(weights[k] / sum);
    }
    return matrix;
}

// Bᵀ B of an orthonormal basis of the columns of `values`, weighted: |L² · Oᵀ D O|, as published.
cv::Matx33d covariance_of(const NoisePlan& plan)
{
    const cv::Matx33d values(plan.basis.data());
    cv::Matx33d basis;
    for (int c = 0; c < 3; ++c) {  // Gram–Schmidt
        cv::Vec3d column(values(0, c), values(1, c), values(2, c));
        for (int b = 0; b < c; ++b) {
            const cv::Vec3d before(basis(0, b), basis(1, b), basis(2, b));
            column -= before * column.dot(before);
        }
        column /= std::max(cv::norm(column), 1e-12);
        for (int r = 0; r < 3; ++r)
            basis(r, c) = column[r];
    }
    const auto spectrum = cv::Matx33d::diag({plan.spectrum[0], plan.spectrum[1], plan.spectrum[2]});
    const double level = plan.level / 255.0;
    auto covariance = basis.t() * spectrum * basis * (level * level);
    for (auto& v : covariance.val)
        v = std::abs(v);
    return covariance;
}

// A matrix whose square is the covariance, or the nearest thing that has one.
cv::Matx33d root_of(const cv::Matx33d& covariance)
{
    cv::Mat values, vectors;
    cv::eigen(cv::Mat(covariance), values, vectors);
    cv::Mat roots;
    cv::sqrt(cv::max(values, 0.0), roots);
    return cv::Matx33d(cv::Mat(vectors.t() * cv::Mat::diag(roots) * vectors));
}

// Standard normal numbers by Box and Muller: the same on every standard library.
class Normal {
public:
    explicit Normal(std::uint64_t seed) : engine_(seed) {}
    double operator()()
    {
        const double u = 1.0 - double(engine_() >> 11) * 0x1p-53;
        const double v = double(engine_() >> 11) * 0x1p-53;
        return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * CV_PI * v);
    }

private:
    std::mt19937_64 engine_;
};

cv::Mat shrink(const cv::Mat& picture, const ShrinkPlan& plan, int scale)
{
    if (!plan.resize)
        return blur_and_pick(picture, plan.sigma, scale);
    const cv::Size size(int(picture.cols / plan.factor), int(picture.rows / plan.factor));
    return resize(picture, {std::max(1, size.width), std::max(1, size.height)}, plan.interpolation);
}

cv::Mat halved(const cv::Mat& picture, const HalvingPlan& plan)
{
    return plan.matlab ? matlab_bicubic(picture, 0.5)
                       : resize(picture, {picture.cols / 2, picture.rows / 2}, plan.interpolation);
}

}  // namespace

cv::Mat blur_kernel(const BlurPlan& plan)
{
    return plan.anisotropic ? anisotropic_kernel(plan) : isotropic_kernel(plan.size, plan.sigma);
}

cv::Mat convolve(const cv::Mat& picture, const cv::Mat& kernel)
{
    cv::Mat turned, out;
    cv::flip(kernel, turned, -1);
    const auto centre = [](int n) { return n % 2 ? n / 2 : n / 2 - 1; };
    cv::filter2D(picture, out, -1, turned, {centre(kernel.cols), centre(kernel.rows)}, 0.0,
                 cv::BORDER_REFLECT_101);
    return out;
}

cv::Mat resize(const cv::Mat& picture, cv::Size size, Interpolation interpolation)
{
    cv::Mat out;
    cv::resize(picture, out, size, 0.0, 0.0, int(interpolation));
    return out;
}

cv::Mat blur_and_pick(const cv::Mat& picture, double sigma, int scale)
{
    const auto kernel =
        normalised(shifted(isotropic_kernel(kPickKernel, sigma), (scale - 1) / 2.0));
    const auto blurred = convolve(picture, kernel);
    cv::Mat out((picture.rows + scale - 1) / scale, (picture.cols + scale - 1) / scale,
                picture.type());
    for (int y = 0; y < out.rows; ++y)
        for (int x = 0; x < out.cols; ++x)
            out.at<cv::Vec3f>(y, x) = blurred.at<cv::Vec3f>(y * scale, x * scale);
    return out;
}

cv::Mat matlab_bicubic(const cv::Mat& picture, double scale)
{
    const cv::Mat rows = cubic_matrix(picture.rows, scale);
    const cv::Mat columns = cubic_matrix(picture.cols, scale);
    std::vector<cv::Mat> channels;
    cv::split(picture, channels);
    for (auto& channel : channels)
        channel = rows * channel * columns.t();
    cv::Mat out;
    cv::merge(channels, out);
    return out;
}

cv::Mat add_noise(const cv::Mat& picture, const NoisePlan& plan)
{
    Normal normal(plan.seed);
    const double level = plan.level / 255.0;
    const auto root = plan.kind == NoiseKind::Correlated ? root_of(covariance_of(plan))
                                                         : cv::Matx33d::eye() * level;
    cv::Mat out = picture.clone();
    for (auto it = out.begin<cv::Vec3f>(); it != out.end<cv::Vec3f>(); ++it) {
        cv::Vec3d draw;
        if (plan.kind == NoiseKind::Grey)
            draw = cv::Vec3d::all(normal());
        else
            draw = {normal(), normal(), normal()};
        *it += cv::Vec3f(root * draw);
    }
    return clipped(out);
}

cv::Mat through_jpeg(const cv::Mat& picture, int quality)
{
    cv::Mat bytes, out;
    clipped(picture).convertTo(bytes, CV_8UC3, 255.0);
    jpeg_round_trip(bytes, quality).convertTo(out, CV_32FC3, 1.0 / 255.0);
    return out;
}

cv::Mat degrade_bsr(const cv::Mat& bytes, const BsrPlan& plan, int factor)
{
    cv::Mat picture;
    bytes(cv::Rect(0, 0, bytes.cols / factor * factor, bytes.rows / factor * factor))
        .convertTo(picture, CV_32FC3, 1.0 / 255.0);
    if (plan.halving)
        picture = clipped(halved(picture, *plan.halving));
    cv::Size before = picture.size();
    for (const int step : plan.order) {
        if (step == 0)
            picture = convolve(picture, blur_kernel(plan.first_blur));
        else if (step == 1 && plan.second_blur)
            picture = convolve(picture, blur_kernel(*plan.second_blur));
        else if (step == 2) {
            before = picture.size();
            picture = clipped(shrink(picture, plan.shrink, plan.scale));
        } else if (step == 3)
            picture = clipped(resize(
                picture, {before.width / plan.scale, before.height / plan.scale}, plan.resize));
        else if (step == 4)
            picture = add_noise(picture, plan.noise);
        else if (step == 5 && plan.jpeg)
            picture = through_jpeg(picture, *plan.jpeg);
    }
    cv::Mat out;
    through_jpeg(picture, plan.final_jpeg).convertTo(out, CV_8UC3, 255.0);
    return out;
}

}  // namespace ldm::degrade
