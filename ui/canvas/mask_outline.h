// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QImage>
#include <QLine>
#include <QList>
#include <QRect>

#include <functional>
#include <vector>

class QPainter;

namespace sfumato {

/// The border of what is filled anew: between pixels of value 0 and others of an indexed image;
/// and, further out, where blending with the surroundings ends. Found tile by tile, so that a
/// stroke looks only at what it touched.
class MaskOutline {
public:
    using Getter = std::function<const QImage&()>;

    /// Lines along the pixels' edges.
    struct Lines {
        QList<QLine> border;  ///< of what is filled
        QList<QLine> soft;    ///< of what may change at all
    };

    explicit MaskOutline(Getter mask) : m_mask(std::move(mask)) {}

    /// Pixels outside the border that still blend; 0 = a hard edge.
    void setFeather(int pixels);
    int feather() const { return m_feather; }

    /// This part of the mask has changed.
    void invalidate(QRect rect);

    /// @param exposed in the mask's pixels
    Lines lines(QRect exposed);

    /// Draws the border thin and the soft edge dashed. The painter's pixels are the mask's.
    void paint(QPainter& painter, QRect exposed);

private:
    static constexpr int kSide = 256;

    Lines find(QRect tile) const;

    Getter m_mask;
    QSize m_size;
    int m_feather = 0;
    QHash<QPoint, Lines> m_tiles;
};

}  // namespace sfumato
