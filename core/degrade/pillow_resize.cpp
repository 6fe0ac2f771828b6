// SPDX-License-Identifier: MIT
#include "degrade/pillow_resize.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ldm::degrade {

namespace {

constexpr int kBits = 22;  // of a weight's fraction

double sinc(double x)
{
    const double angle = std::numbers::pi * x;
    return x == 0.0 ? 1.0 : std::sin(angle) / angle;
}

double support_of(PillowFilter filter)
{
    switch (filter) {
    case PillowFilter::Box: return 0.5;
    case PillowFilter::Bicubic: return 2.0;
    case PillowFilter::Lanczos: return 3.0;
    default: return 1.0;
    }
}

double cubic(double a)
{
    if (a < 1.0)
        return (1.5 * a - 2.5) * a * a + 1.0;
    return a < 2.0 ? ((-0.5 * a + 2.5) * a - 4.0) * a + 2.0 : 0.0;
}

double value_of(PillowFilter filter, double x)
{
    const double a = std::abs(x);
    switch (filter) {
    case PillowFilter::Box: return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
    case PillowFilter::Hamming:
        return a >= 1.0 ? 0.0 : sinc(x) * (0.54 + 0.46 * std::cos(std::numbers::pi * x));
    case PillowFilter::Bicubic: return cubic(a);
    case PillowFilter::Lanczos: return a < 3.0 ? sinc(x) * sinc(x / 3.0) : 0.0;
    default: return std::max(0.0, 1.0 - a);
    }
}

// What one output cell takes from the input.
struct Taps {
    int first;
    std::vector<int> weights;  // fixed point
};

Taps taps_at(int i, int in, int out, PillowFilter filter)
{
    const double scale = double(in) / out, stretch = std::max(1.0, scale);
    const double support = support_of(filter) * stretch, centre = (i + 0.5) * scale;
    Taps taps{std::max(0, int(centre - support + 0.5)), {}};
    const int end = std::min(in, int(centre + support + 0.5));
    std::vector<double> weights;
    double sum = 0.0;
    for (int x = taps.first; x < end; ++x) {
        weights.push_back(value_of(filter, (x - centre + 0.5) / stretch));
        sum += weights.back();
    }
    for (const double w : weights) {
        const double fixed = w / sum * double(1 << kBits);
        taps.weights.push_back(int(fixed + (fixed < 0.0 ? -0.5 : 0.5)));
    }
    return taps;
}

std::uint8_t level_of(int sum)
{
    return std::uint8_t(std::clamp(sum >> kBits, 0, 255));
}

cv::Mat resize_columns(const cv::Mat& picture, int width, PillowFilter filter)
{
    cv::Mat out(picture.rows, width, CV_8UC3);
    for (int x = 0; x < width; ++x) {
        const auto taps = taps_at(x, picture.cols, width, filter);
        for (int y = 0; y < picture.rows; ++y) {
            const auto* row = picture.ptr<cv::Vec3b>(y) + taps.first;
            int sum[3] = {1 << (kBits - 1), 1 << (kBits - 1), 1 << (kBits - 1)};
            for (size_t k = 0; k < taps.weights.size(); ++k)
                for (int c = 0; c < 3; ++c)
                    sum[c] += row[k][c] * taps.weights[k];
            out.at<cv::Vec3b>(y, x) = {level_of(sum[0]), level_of(sum[1]), level_of(sum[2])};
        }
    }
    return out;
}

cv::Mat nearest(const cv::Mat& picture, cv::Size size)
{
    cv::Mat out(size, CV_8UC3);
    const auto from = [](int i, int in, int count) {
        return std::min(in - 1, int((i + 0.5) * in / count));
    };
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            out.at<cv::Vec3b>(y, x) = picture.at<cv::Vec3b>(from(y, picture.rows, size.height),
                                                            from(x, picture.cols, size.width));
    return out;
}

}  // namespace

cv::Mat pillow_resize(const cv::Mat& picture, cv::Size size, PillowFilter filter)
{
    if (filter == PillowFilter::Nearest)
        return nearest(picture, size);
    const cv::Mat narrow =
        size.width == picture.cols ? picture : resize_columns(picture, size.width, filter);
    if (size.height == picture.rows)
        return narrow;
    return resize_columns(narrow.t(), size.height, filter).t();
}

}  // namespace ldm::degrade
