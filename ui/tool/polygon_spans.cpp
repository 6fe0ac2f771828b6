// SPDX-License-Identifier: MIT
#include "tool/polygon_spans.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sfumato {

QList<QRect> spansOf(const QPolygonF& polygon, QRect bounds)
{
    QList<QRect> spans;
    const QRect rows = polygon.boundingRect().toAlignedRect() & bounds;
    if (polygon.size() < 3 || rows.isEmpty())
        return spans;
    std::vector<double> crossings;
    for (int y = rows.top(); y <= rows.bottom(); ++y) {
        const double middle = y + 0.5;
        crossings.clear();
        for (qsizetype i = 0; i < polygon.size(); ++i) {
            const QPointF a = polygon[i], b = polygon[(i + 1) % polygon.size()];
            if ((a.y() <= middle) != (b.y() <= middle))
                crossings.push_back(a.x() + (middle - a.y()) / (b.y() - a.y()) * (b.x() - a.x()));
        }
        std::sort(crossings.begin(), crossings.end());
        for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const int left = std::max(rows.left(), int(std::ceil(crossings[i] - 0.5)));
            const int right = std::min(rows.right(), int(std::ceil(crossings[i + 1] - 0.5)) - 1);
            if (right < left)
                continue;
            // Rows that are alike become one rectangle.
            if (!spans.isEmpty() && spans.last().left() == left && spans.last().right() == right &&
                spans.last().bottom() == y - 1)
                spans.last().setBottom(y);
            else
                spans.append(QRect(QPoint(left, y), QPoint(right, y)));
        }
    }
    return spans;
}

}  // namespace sfumato
