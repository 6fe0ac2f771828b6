// SPDX-License-Identifier: MIT
#pragma once

#include "document/tile_patch.h"

#include <QColor>
#include <QPointF>

namespace sfumato {

/// One stroke of a colour, made of discs with smooth edges. Where they lie over each other the
/// stroke gets no denser: what was there before shines through evenly.
class PaintStroke {
public:
    /// @param colour  its alpha is the stroke's density  @param erases  takes away instead
    PaintStroke(const QColor& colour, bool erases);

    /// Draws a disc. @param image  ARGB32_Premultiplied  @param kept  gets what was there before
    /// @return what has changed
    QRect dab(QImage& image, StrokeTiles& kept, QPointF centre, double diameter);

private:
    struct Disc {
        QPointF centre;
        double radius;
    };

    void dabTile(QImage& image, const QByteArray& before, QPoint place, const Disc& disc);

    quint32 m_colour;  ///< premultiplied
    bool m_erases;
    QHash<QPoint, QByteArray> m_coverage;  ///< by tile, 0 … 255 a pixel
};

}  // namespace sfumato
