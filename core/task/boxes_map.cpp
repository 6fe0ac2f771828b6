// SPDX-License-Identifier: MIT
#include "task/boxes_map.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ldm::task {

namespace {

constexpr double kNear = 0.02;  ///< of the picture's side: a box this near to its edge reaches it

bool is_band(const LabelledBox& b)
{
    return (b.x < kNear && b.x + b.width > 1.0 - kNear) ||
           (b.y < kNear && b.y + b.height > 1.0 - kNear);
}

// How far from its middle (1 = the box's edge) the shape of the box of that index goes in a
// direction: uneven, as grown things are, and the same wherever the box is moved.
double reach(double angle, std::size_t index)
{
    constexpr double kUneven = 0.14, kGolden = 2.399963;  // radians: no two boxes look alike
    double wave = 0.0;
    for (const int lobes : {3, 5, 8})
        wave += std::sin(lobes * angle + kGolden * double(index + 1) * lobes) / 3.0;
    return 1.0 - kUneven * (0.5 + 0.5 * wave);
}

// u, v: from -1 to 1 across the box
bool within(double u, double v, std::size_t index)
{
    constexpr double kRound = 2.6;  // of a superellipse; 2 = an ellipse
    const double far =
        std::pow(std::pow(std::abs(u), kRound) + std::pow(std::abs(v), kRound), 1.0 / kRound);
    return far <= reach(std::atan2(v, u), index);
}

void paint(const LabelledBox& b, std::size_t index, LabelMap& map)
{
    const bool band = is_band(b);
    const auto pixel = [](double at, int side) {
        return int(std::clamp(std::round(at * side), 0.0, double(side)));
    };
    for (int y = pixel(b.y, map.height); y < pixel(b.y + b.height, map.height); ++y)
        for (int x = pixel(b.x, map.width); x < pixel(b.x + b.width, map.width); ++x) {
            const double u = ((x + 0.5) / map.width - b.x) / b.width * 2.0 - 1.0;
            const double v = ((y + 0.5) / map.height - b.y) / b.height * 2.0 - 1.0;
            if (band || within(u, v, index))
                map.labels[std::size_t(y) * std::size_t(map.width) + std::size_t(x)] =
                    std::uint8_t(b.label);
        }
}

}  // namespace

LabelMap boxes_to_map(const std::vector<LabelledBox>& boxes, int width, int height)
{
    LabelMap map{width, height, {}};
    map.labels.assign(std::size_t(width) * std::size_t(height), kNoLabel);
    std::vector<std::size_t> order(boxes.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return boxes[a].width * boxes[a].height > boxes[b].width * boxes[b].height;
    });
    for (const auto index : order)
        paint(boxes[index], index, map);
    return map;
}

}  // namespace ldm::task
