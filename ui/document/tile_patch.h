// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QImage>
#include <QList>
#include <QPoint>
#include <QRect>

namespace sfumato {

constexpr int kPatchSide = 128;  ///< pixels of a tile that undo remembers

/// What one tile of an image was and became, packed.
struct TilePatch {
    QPoint place;  ///< in tiles
    QByteArray before, after;
};

/// The pixels of a tile that lie inside an image. @param place in tiles
QRect tileRect(QPoint place, QSize image);

/// A tile's bytes, row after row; and back.
QByteArray readTile(const QImage& image, QRect rect);
void writeTile(QImage& image, QRect rect, const QByteArray& bytes);

/// What a stroke is about to change, tile by tile, as it was before.
class StrokeTiles {
public:
    /// To be called before pixels are written. @param rect inside the image
    void keep(const QImage& image, QRect rect);

    /// A tile as it was; null if it was not kept.
    const QByteArray* before(QPoint place) const;

    bool isEmpty() const { return m_before.isEmpty(); }
    void clear() { m_before.clear(); }

    /// Forgets, and makes the tiles what they were.
    void restore(QImage& image);

    /// Forgets, and gives those tiles that differ now.
    QList<TilePatch> finish(const QImage& image);

private:
    QHash<QPoint, QByteArray> m_before;
};

}  // namespace sfumato
