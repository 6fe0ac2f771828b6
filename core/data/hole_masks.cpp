// SPDX-License-Identifier: MIT
#include "data/hole_masks.h"

#include "runtime/mix_bits.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace ldm::data {

namespace {

constexpr double kLeast = 0.01, kMost = 0.6;
constexpr int kTries = 8;

using Random = std::mt19937_64;

double uniform(Random& random, double low, double high)
{
    return std::uniform_real_distribution<double>(low, high)(random);
}

int between(Random& random, int low, int high)
{
    return std::uniform_int_distribution<int>(low, std::max(low, high))(random);
}

// A pen that goes straight for a while, turns and goes on.
void draw_stroke(cv::Mat& mask, Random& random)
{
    const double side = std::min(mask.rows, mask.cols);
    const int thickness = std::max(1, int(side * uniform(random, 0.06, 0.22)));
    cv::Point2d at(uniform(random, 0.0, mask.cols), uniform(random, 0.0, mask.rows));
    double angle = uniform(random, 0.0, 2.0 * std::numbers::pi);
    const int bends = between(random, 2, 6);
    for (int i = 0; i < bends; ++i) {
        const double length = side * uniform(random, 0.1, 0.35);
        const cv::Point2d to(
            std::clamp(at.x + length * std::cos(angle), 0.0, double(mask.cols - 1)),
            std::clamp(at.y + length * std::sin(angle), 0.0, double(mask.rows - 1)));
        cv::line(mask, at, to, 255, thickness);
        cv::circle(mask, to, thickness / 2, 255, cv::FILLED);
        at = to;
        angle += uniform(random, -1.3, 1.3);
    }
}

void draw_strokes(cv::Mat& mask, Random& random)
{
    const int count = between(random, 1, 4);
    for (int i = 0; i < count; ++i)
        draw_stroke(mask, random);
}

void draw_boxes(cv::Mat& mask, Random& random)
{
    const int count = between(random, 1, 3);
    for (int i = 0; i < count; ++i) {
        const int width = std::max(1, int(mask.cols * uniform(random, 0.12, 0.55)));
        const int height = std::max(1, int(mask.rows * uniform(random, 0.12, 0.55)));
        const cv::Rect box(between(random, 0, mask.cols - width),
                           between(random, 0, mask.rows - height), width, height);
        cv::rectangle(mask, box, 255, cv::FILLED);
    }
}

cv::Mat labels_of(const Example& example)
{
    const auto& map = *example.map;
    return {map.height, map.width, CV_8U, const_cast<std::uint8_t*>(map.labels.data())};
}

// So that no rim of the old thing is left to copy from.
void grow(cv::Mat& mask, Random& random)
{
    const int by = 1 + 2 * between(random, 1, std::max(1, std::min(mask.rows, mask.cols) / 32));
    cv::dilate(mask, mask, cv::getStructuringElement(cv::MORPH_ELLIPSE, {by, by}));
}

// The label of a random pixel: large regions are drawn more often.
cv::Mat some_region(const Example& example, Random& random)
{
    const auto labels = labels_of(example);
    const auto label = labels.at<std::uint8_t>(between(random, 0, labels.rows - 1),
                                               between(random, 0, labels.cols - 1));
    return cv::Mat(labels == label);
}

void draw_region(cv::Mat& mask, const Example& example, Random& random)
{
    if (!example.map)
        return;
    mask = some_region(example, random);
    grow(mask, random);
}

// A closed outline around a middle, its radius a few slow waves.
void draw_blob(cv::Mat& mask, Random& random)
{
    constexpr int kPoints = 64;
    const double side = std::min(mask.rows, mask.cols);
    const double radius = side * uniform(random, 0.1, 0.3), flat = uniform(random, 0.6, 1.6);
    const cv::Point2d middle(uniform(random, 0.2, 0.8) * mask.cols,
                             uniform(random, 0.2, 0.8) * mask.rows);
    double size[4], turn[4];
    for (int k = 0; k < 4; ++k) {
        size[k] = uniform(random, 0.0, 0.3 / (k + 1));
        turn[k] = uniform(random, 0.0, 2.0 * std::numbers::pi);
    }
    std::vector<cv::Point> outline;
    for (int i = 0; i < kPoints; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / kPoints;
        double r = radius;
        for (int k = 0; k < 4; ++k)
            r += radius * size[k] * std::sin((k + 2) * angle + turn[k]);
        outline.emplace_back(int(middle.x + r * flat * std::cos(angle)),
                             int(middle.y + r * std::sin(angle)));
    }
    cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{outline}, 255);
}

void draw_object(cv::Mat& mask, const Example& example, Random& random)
{
    if (!example.map) {
        draw_blob(mask, random);
        return;
    }
    cv::Mat parts;
    const int count = cv::connectedComponents(some_region(example, random), parts);
    if (count < 2)
        return;
    const int which = between(random, 1, count - 1);
    mask = cv::Mat(parts == which);
    grow(mask, random);
}

bool usable(const cv::Mat& mask)
{
    const double share = double(cv::countNonZero(mask)) / double(mask.total());
    return share >= kLeast && share <= kMost;
}

cv::Mat drawn(const Example& example, HoleKind kind, Random& random)
{
    cv::Mat mask(example.image.height, example.image.width, CV_8U, cv::Scalar(0));
    switch (kind) {
    case HoleKind::Strokes: draw_strokes(mask, random); break;
    case HoleKind::Boxes: draw_boxes(mask, random); break;
    case HoleKind::Region: draw_region(mask, example, random); break;
    case HoleKind::Object: draw_object(mask, example, random); break;
    }
    return mask;
}

// A box in the middle: pictures so small or odd that nothing else came out right.
cv::Mat plain_hole(const Example& example)
{
    cv::Mat mask(example.image.height, example.image.width, CV_8U, cv::Scalar(0));
    const int width = std::max(1, mask.cols / 2), height = std::max(1, mask.rows / 2);
    mask({(mask.cols - width) / 2, (mask.rows - height) / 2, width, height}) = 255;
    return mask;
}

}  // namespace

HoleKind draw_hole_kind(std::uint64_t seed)
{
    const auto percent = mix_bits(seed) % 100;
    return percent < 40   ? HoleKind::Strokes
           : percent < 70 ? HoleKind::Boxes
           : percent < 90 ? HoleKind::Region
                          : HoleKind::Object;
}

Image draw_hole(const Example& example, HoleKind kind, std::uint64_t seed)
{
    Random random(seed);
    cv::Mat mask;
    bool found = false;
    for (int attempt = 0; attempt < 2 * kTries && !found; ++attempt) {
        mask = drawn(example, attempt < kTries ? kind : HoleKind::Strokes, random);
        found = usable(mask);
    }
    if (!found)
        mask = plain_hole(example);
    Image image{mask.cols, mask.rows, 1, std::vector<std::uint8_t>(mask.total())};
    mask.copyTo(cv::Mat(mask.rows, mask.cols, CV_8U, image.pixels.data()));
    return image;
}

Example Holed::read(std::int64_t index, std::uint64_t seed) const
{
    auto example = inner_->read(index, seed);
    const auto own = mix_bits(seed ^ 0x401Eull);
    example.mask = draw_hole(example, draw_hole_kind(own), own);
    return example;
}

}  // namespace ldm::data
