// SPDX-License-Identifier: MIT
#include "document/scene_readings.h"

#include <QRect>

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

// The 4-connected area of one label around a place; its pixels are marked.
struct Island {
    int label = 0;
    qsizetype pixels = 0;
    QRect rect;
};

Island islandAt(const QImage& map, QPoint start, std::vector<bool>& seen)
{
    const int width = map.width(), height = map.height();
    const auto index = [width](int x, int y) { return size_t(y) * size_t(width) + size_t(x); };
    Island island{map.pixelIndex(start), 0, QRect(start, QSize(1, 1))};
    std::vector<QPoint> open{start};
    seen[index(start.x(), start.y())] = true;
    while (!open.empty()) {
        const QPoint p = open.back();
        open.pop_back();
        ++island.pixels;
        island.rect |= QRect(p, QSize(1, 1));
        for (const QPoint step : {QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)}) {
            const QPoint q = p + step;
            if (q.x() < 0 || q.y() < 0 || q.x() >= width || q.y() >= height ||
                seen[index(q.x(), q.y())] || map.constScanLine(q.y())[q.x()] != uchar(island.label))
                continue;
            seen[index(q.x(), q.y())] = true;
            open.push_back(q);
        }
    }
    return island;
}

double areaOf(const ldm::LabelledBox& box)
{
    return box.width * box.height;
}

int labelOf(const std::vector<int>& labels, int label)
{
    return label >= 0 && size_t(label) < labels.size() ? labels[size_t(label)] : -1;
}

}  // namespace

BoxList boxesOfMap(const QImage& map, const std::vector<int>& labels, const IslandOptions& options)
{
    const double all = double(map.width()) * map.height();
    std::vector<bool> seen(size_t(map.width()) * size_t(map.height()));
    BoxList boxes;
    for (int y = 0; y < map.height(); ++y)
        for (int x = 0; x < map.width(); ++x) {
            if (seen[size_t(y) * size_t(map.width()) + size_t(x)])
                continue;
            const auto island = islandAt(map, {x, y}, seen);
            const int label = labelOf(labels, island.label);
            if (label < 0 || double(island.pixels) < options.leastShare * all)
                continue;
            ldm::LabelledBox box;
            box.label = label;
            box.x = double(island.rect.x()) / map.width();
            box.y = double(island.rect.y()) / map.height();
            box.width = double(island.rect.width()) / map.width();
            box.height = double(island.rect.height()) / map.height();
            boxes.push_back(box);
        }
    std::stable_sort(boxes.begin(), boxes.end(),
                     [](const auto& a, const auto& b) { return areaOf(a) > areaOf(b); });
    if (boxes.size() > size_t(options.most))
        boxes.resize(size_t(options.most));
    return boxes;
}

QImage mapOfBoxes(const BoxList& boxes, QSize size, const std::vector<int>& labels, int ground)
{
    QImage map(size, QImage::Format_Indexed8);
    map.fill(uint(ground));
    auto sorted = boxes;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return areaOf(a) > areaOf(b); });
    for (const auto& box : sorted) {
        const int label = labelOf(labels, box.label);
        if (label < 0)
            continue;
        const QPoint from(int(std::lround(box.x * size.width())),
                          int(std::lround(box.y * size.height())));
        const QPoint to(int(std::lround((box.x + box.width) * size.width())),
                        int(std::lround((box.y + box.height) * size.height())));
        const QRect rect = QRect(from, to - QPoint(1, 1)).intersected(map.rect());
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            std::fill_n(map.scanLine(y) + rect.left(), rect.width(), uchar(label));
    }
    return map;
}

}  // namespace sfumato
