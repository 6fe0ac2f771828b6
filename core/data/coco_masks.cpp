// SPDX-License-Identifier: MIT
#include "data/coco_masks.h"

#include "ldm/error.h"

#include <algorithm>
#include <cmath>

namespace ldm::data {

namespace {

[[noreturn]] void refuse(const std::string& problem)
{
    throw Error(ErrorCode::BadArgument, "An outline of the annotations cannot be read: " + problem,
                "segmentation");
}

void paint_runs(LabelMap& map, const CocoRuns& runs, std::uint8_t label)
{
    const auto total = std::uint64_t(map.width) * std::uint64_t(map.height);
    if (runs.width != map.width || runs.height != map.height)
        refuse("it is not of the picture's size.");
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < runs.counts.size(); ++i) {
        const auto end = at + runs.counts[i];
        if (end > total)
            refuse("it is longer than the picture.");
        if (i % 2 == 1)
            for (auto p = at; p < end; ++p) {
                const auto x = p / std::uint64_t(map.height), y = p % std::uint64_t(map.height);
                map.labels[std::size_t(y * std::uint64_t(map.width) + x)] = label;
            }
        at = end;
    }
}

// Where the outline crosses the middle line of a row, from left to right.
std::vector<float> crossings(const std::vector<float>& polygon, int row)
{
    const float y = float(row) + 0.5f;
    std::vector<float> found;
    const auto corners = polygon.size() / 2;
    for (std::size_t i = 0; i < corners; ++i) {
        const auto j = (i + 1) % corners;
        const float y0 = polygon[2 * i + 1], y1 = polygon[2 * j + 1];
        if ((y0 <= y) == (y1 <= y))
            continue;
        const float share = (y - y0) / (y1 - y0);
        found.push_back(polygon[2 * i] + share * (polygon[2 * j] - polygon[2 * i]));
    }
    std::sort(found.begin(), found.end());
    return found;
}

// A pixel belongs to a polygon if its middle lies inside.
void paint_polygon(LabelMap& map, const std::vector<float>& polygon, std::uint8_t label)
{
    const auto column = [&map](float x) {
        return std::size_t(std::ceil(std::clamp(x - 0.5f, 0.0f, float(map.width))));
    };
    for (int row = 0; row < map.height; ++row) {
        const auto edges = crossings(polygon, row);
        const auto begin = map.labels.begin() + std::ptrdiff_t(row) * map.width;
        for (std::size_t i = 0; i + 1 < edges.size(); i += 2)
            std::fill(begin + long(column(edges[i])), begin + long(column(edges[i + 1])), label);
    }
}

}  // namespace

std::vector<std::uint32_t> decode_runs(const std::string& text)
{
    std::vector<std::uint32_t> counts;
    std::size_t at = 0;
    while (at < text.size()) {
        std::int64_t value = 0;
        int shift = 0, bits = 0x20;
        while (bits & 0x20) {
            if (at >= text.size() || shift > 30)
                refuse("its run lengths end too early.");
            bits = text[at++] - '0';
            if (bits < 0 || bits > 0x3f)
                refuse("a character that stands for no number.");
            value |= std::int64_t(bits & 0x1f) << shift;
            shift += 5;
        }
        if (bits & 0x10)
            value -= std::int64_t(1) << shift;
        if (counts.size() > 2)
            value += counts[counts.size() - 2];
        if (value < 0 || value > 0x7fffffff)
            refuse("a run length below 0.");
        counts.push_back(std::uint32_t(value));
    }
    return counts;
}

void paint_shape(LabelMap& map, const CocoShape& shape, std::uint8_t label)
{
    if (const auto* runs = std::get_if<CocoRuns>(&shape))
        paint_runs(map, *runs, label);
    else
        for (const auto& polygon : std::get<CocoPolygons>(shape))
            paint_polygon(map, polygon, label);
}

}  // namespace ldm::data
