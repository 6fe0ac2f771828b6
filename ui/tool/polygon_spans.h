// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QPolygonF>
#include <QRect>

namespace sfumato {

/// The pixels whose middles lie inside a polygon (even-odd rule), as rectangles.
/// @param bounds what lies outside is left out
QList<QRect> spansOf(const QPolygonF& polygon, QRect bounds);

}  // namespace sfumato
