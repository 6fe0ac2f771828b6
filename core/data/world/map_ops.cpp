// SPDX-License-Identifier: MIT
#include "data/world/map_ops.h"

#include "data/world/labels.h"
#include "data/world/scene.h"

#include <algorithm>
#include <array>

namespace ldm::world {

namespace {

// Sums of a 0/1 row or column over a window, edges repeated.
void box_sum(const std::vector<int>& in, std::vector<int>& out, int count, int radius)
{
    int sum = 0;
    const auto at = [&](int i) { return in[size_t(std::clamp(i, 0, count - 1))]; };
    for (int i = -radius; i <= radius; ++i)
        sum += at(i);
    for (int i = 0; i < count; ++i) {
        out[size_t(i)] = sum;
        sum += at(i + radius + 1) - at(i - radius);
    }
}

// How often a label occurs in the window around each pixel.
std::vector<int> counts_of(std::span<const std::uint8_t> labels, int width, int height,
                           std::uint8_t label, int radius)
{
    std::vector<int> rows(labels.size()), line, sums;
    line.resize(size_t(std::max(width, height)));
    sums.resize(line.size());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            line[size_t(x)] = labels[size_t(y) * size_t(width) + size_t(x)] == label;
        box_sum(line, sums, width, radius);
        std::copy_n(sums.begin(), width, rows.begin() + std::ptrdiff_t(y) * width);
    }
    for (int x = 0; x < width; ++x) {
        for (int y = 0; y < height; ++y)
            line[size_t(y)] = rows[size_t(y) * size_t(width) + size_t(x)];
        box_sum(line, sums, height, radius);
        for (int y = 0; y < height; ++y)
            rows[size_t(y) * size_t(width) + size_t(x)] = sums[size_t(y)];
    }
    return rows;
}

struct Flood {
    std::vector<int> pixels;        ///< of the island
    std::array<int, 256> border{};  ///< labels met around it
};

Flood flood(const Labels& labels, int width, int height, int start, std::vector<char>& seen)
{
    Flood island;
    const auto own = labels[size_t(start)];
    island.pixels.push_back(start);
    seen[size_t(start)] = 1;
    for (size_t k = 0; k < island.pixels.size(); ++k) {
        const int i = island.pixels[k], x = i % width, y = i / width;
        const std::array<std::pair<bool, int>, 4> sides{{{x > 0, i - 1},
                                                         {x + 1 < width, i + 1},
                                                         {y > 0, i - width},
                                                         {y + 1 < height, i + width}}};
        for (const auto& [inside, j] : sides) {
            if (!inside)
                continue;
            if (labels[size_t(j)] != own)
                ++island.border[labels[size_t(j)]];
            else if (!seen[size_t(j)]) {
                seen[size_t(j)] = 1;
                island.pixels.push_back(j);
            }
        }
    }
    return island;
}

// What an artist who does not care for the difference would paint instead.
std::uint8_t kin_of(std::uint8_t label)
{
    switch (LabelId(label)) {
    case LabelId::Cloud: return std::uint8_t(LabelId::Sky);
    case LabelId::Flowers: return std::uint8_t(LabelId::Grass);
    case LabelId::Road: return std::uint8_t(LabelId::Dirt);
    case LabelId::Bush: return std::uint8_t(LabelId::Tree);
    default: return label;
    }
}

// One round over the map; true where an island was dropped.
bool drop_islands_once(Labels& labels, int width, int height, int pixels)
{
    std::vector<char> seen(labels.size(), 0);
    bool dropped = false;
    for (int i = 0; i < width * height; ++i) {
        if (seen[size_t(i)])
            continue;
        const auto island = flood(labels, width, height, i, seen);
        if (int(island.pixels.size()) >= pixels)
            continue;
        const auto common = std::max_element(island.border.begin(), island.border.end());
        if (*common == 0)
            continue;
        dropped = true;
        for (const int j : island.pixels)
            labels[size_t(j)] = std::uint8_t(common - island.border.begin());
    }
    return dropped;
}

}  // namespace

Labels mode_filter(std::span<const std::uint8_t> labels, int width, int height, int radius)
{
    std::array<bool, 256> present{};
    for (const auto label : labels)
        present[label] = true;
    Labels best(labels.begin(), labels.end());
    std::vector<int> most(labels.size(), 0);
    for (int label = 0; label < 256; ++label) {
        if (!present[size_t(label)])
            continue;
        const auto counts = counts_of(labels, width, height, std::uint8_t(label), radius);
        for (size_t i = 0; i < counts.size(); ++i)
            if (counts[i] > most[i]) {
                most[i] = counts[i];
                best[i] = std::uint8_t(label);
            }
    }
    return best;
}

void drop_islands(Labels& labels, int width, int height, int pixels)
{
    // An island may join one that is dropped later in the same round: repeat until none is left.
    // Each round that changes anything leaves fewer regions, so this ends.
    while (drop_islands_once(labels, width, height, pixels)) {
    }
}

Labels simplify_map(std::span<const std::uint8_t> labels, int width, int height, std::uint64_t seed)
{
    Random random(seed);
    Labels map(labels.begin(), labels.end());
    const float strength = uniform(random, 0.0f, 1.0f);
    if (strength < .15f)
        return map;
    for (int label = 0; label < int(kLabelCount); ++label) {
        const auto kin = kin_of(std::uint8_t(label));
        if (kin != label && chance(random, .35f * strength))
            std::replace(map.begin(), map.end(), std::uint8_t(label), kin);
    }
    const float scale = float(std::min(width, height)) / 256.0f;
    const int radius =
        std::max(1, int((1.0f + strength * 8.0f * uniform(random, .3f, 1.0f)) * scale));
    map = mode_filter(map, width, height, radius);
    const float area = 20.0f + strength * strength * uniform(random, 60.0f, 900.0f);
    drop_islands(map, width, height, int(area * scale * scale));
    map = mode_filter(map, width, height, std::max(1, radius / 2));
    drop_islands(map, width, height, 8);
    return map;
}

}  // namespace ldm::world
