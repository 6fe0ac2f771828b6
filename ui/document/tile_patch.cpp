// SPDX-License-Identifier: MIT
#include "document/tile_patch.h"

#include <cstring>

namespace sfumato {

QRect tileRect(QPoint place, QSize image)
{
    return QRect(place * kPatchSide, QSize(kPatchSide, kPatchSide)) & QRect(QPoint(), image);
}

QByteArray readTile(const QImage& image, QRect rect)
{
    const int pixel = image.depth() / 8;
    const qsizetype row = qsizetype(rect.width()) * pixel;
    QByteArray bytes(row * rect.height(), Qt::Uninitialized);
    for (int y = 0; y < rect.height(); ++y)
        std::memcpy(bytes.data() + y * row,
                    image.constScanLine(rect.top() + y) + qsizetype(rect.left()) * pixel,
                    size_t(row));
    return bytes;
}

void writeTile(QImage& image, QRect rect, const QByteArray& bytes)
{
    const int pixel = image.depth() / 8;
    const qsizetype row = qsizetype(rect.width()) * pixel;
    if (bytes.size() != row * rect.height())
        return;
    for (int y = 0; y < rect.height(); ++y)
        std::memcpy(image.scanLine(rect.top() + y) + qsizetype(rect.left()) * pixel,
                    bytes.constData() + y * row, size_t(row));
}

void StrokeTiles::keep(const QImage& image, QRect rect)
{
    for (int y = rect.top() / kPatchSide; y <= rect.bottom() / kPatchSide; ++y)
        for (int x = rect.left() / kPatchSide; x <= rect.right() / kPatchSide; ++x) {
            const QPoint place(x, y);
            if (!m_before.contains(place))
                m_before.insert(place, readTile(image, tileRect(place, image.size())));
        }
}

const QByteArray* StrokeTiles::before(QPoint place) const
{
    const auto found = m_before.constFind(place);
    return found == m_before.constEnd() ? nullptr : &*found;
}

void StrokeTiles::restore(QImage& image)
{
    for (auto it = m_before.constBegin(); it != m_before.constEnd(); ++it)
        writeTile(image, tileRect(it.key(), image.size()), it.value());
    m_before.clear();
}

QList<TilePatch> StrokeTiles::finish(const QImage& image)
{
    QList<TilePatch> patches;
    for (auto it = m_before.constBegin(); it != m_before.constEnd(); ++it) {
        const QByteArray after = readTile(image, tileRect(it.key(), image.size()));
        if (after != it.value())
            patches.append({it.key(), qCompress(it.value(), 1), qCompress(after, 1)});
    }
    m_before.clear();
    return patches;
}

}  // namespace sfumato
