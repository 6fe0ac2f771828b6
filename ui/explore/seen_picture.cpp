// SPDX-License-Identifier: MIT
#include "explore/seen_picture.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sfumato {

namespace {

constexpr int kCell = 16;          // pixels of a place that is judged as one
constexpr double kMuch = 2.5;      // times the mean difference
constexpr double kAtLeast = 12.0;  // grey levels: less is not to be seen

double differenceIn(const QImage& a, const QImage& b, const QRect& cell)
{
    double sum = 0.0;
    for (int y = cell.top(); y <= cell.bottom(); ++y) {
        const uchar *from = a.constScanLine(y), *to = b.constScanLine(y);
        for (int x = 3 * cell.left(); x <= 3 * cell.right() + 2; ++x)
            sum += std::abs(int(from[x]) - int(to[x]));
    }
    return sum / (3.0 * cell.width() * cell.height());
}

}  // namespace

QImage seenPicture(const QImage& photo, const QImage& seen)
{
    const QImage a = photo.convertToFormat(QImage::Format_RGB888);
    const QImage b = seen.convertToFormat(QImage::Format_RGB888).scaled(a.size());
    std::vector<std::pair<QRect, double>> cells;
    double mean = 0.0;
    for (int y = 0; y < a.height(); y += kCell)
        for (int x = 0; x < a.width(); x += kCell) {
            const QRect cell = QRect(x, y, kCell, kCell) & a.rect();
            cells.emplace_back(cell, differenceIn(a, b, cell));
            mean += cells.back().second;
        }
    mean /= double(std::max<size_t>(1, cells.size()));
    QRegion lost;
    for (const auto& [cell, difference] : cells)
        if (difference > std::max(kAtLeast, kMuch * mean))
            lost += cell;
    QImage out = b;
    QPainter painter(&out);
    painter.setPen(QPen(QColor(255, 140, 30), std::max(1.0, a.width() / 256.0)));
    for (const QRect& rect : lost)
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    return out;
}

}  // namespace sfumato
