// SPDX-License-Identifier: MIT
#include "canvas/mask_outline.h"

#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace sfumato {

namespace {

// A piece of a mask; what lies outside it is not set.
struct Piece {
    explicit Piece(QRect where)
        : rect(where), set(size_t(where.width()) * size_t(where.height()), 0)
    {
    }

    uchar* row(int y) { return set.data() + ptrdiff_t(y - rect.top()) * rect.width(); }
    const uchar* row(int y) const { return set.data() + ptrdiff_t(y - rect.top()) * rect.width(); }
    bool at(int x, int y) const { return rect.contains(x, y) && row(y)[x - rect.left()]; }

    QRect rect;
    std::vector<uchar> set;
};

Piece pieceOf(const QImage& mask, QRect rect, bool& any)
{
    Piece piece(rect);
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        const uchar* from = mask.constScanLine(y) + rect.left();
        uchar* to = piece.row(y);
        for (int x = 0; x < rect.width(); ++x) {
            to[x] = from[x] != 0;
            any = any || to[x];
        }
    }
    return piece;
}

// Set within a distance of a set pixel: first along the rows, then across them.
Piece grown(const Piece& piece, int reach)
{
    const int width = piece.rect.width();
    std::vector<int> along(piece.set.size());
    for (int y = piece.rect.top(); y <= piece.rect.bottom(); ++y) {
        const uchar* row = piece.row(y);
        int* out = along.data() + ptrdiff_t(y - piece.rect.top()) * width;
        int distance = reach + 1;
        for (int x = 0; x < width; ++x)
            out[x] = distance = row[x] ? 0 : std::min(reach + 1, distance + 1);
        distance = reach + 1;
        for (int x = width - 1; x >= 0; --x) {
            distance = row[x] ? 0 : std::min(reach + 1, distance + 1);
            out[x] = std::min(out[x], distance);
        }
    }
    Piece result(piece.rect);
    for (int y = 0; y < piece.rect.height(); ++y) {
        uchar* out = result.set.data() + ptrdiff_t(y) * width;
        const int from = std::max(0, y - reach), to = std::min(piece.rect.height() - 1, y + reach);
        for (int other = from; other <= to; ++other) {
            const int limit = reach * reach - (other - y) * (other - y);
            const int* row = along.data() + ptrdiff_t(other) * width;
            for (int x = 0; x < width; ++x)
                out[x] |= uchar(row[x] * row[x] <= limit);
        }
    }
    return result;
}

// Runs of edges above and to the left of a tile's pixels, and at the end of the mask.
QList<QLine> edgesOf(const Piece& piece, QRect tile, QRect all)
{
    QList<QLine> found;
    const int right = tile.right() + (tile.right() == all.right());
    const int bottom = tile.bottom() + (tile.bottom() == all.bottom());
    for (int y = tile.top(); y <= bottom; ++y)
        for (int x = tile.left(), from = 0, open = 0; x <= tile.right() + 1; ++x) {
            const bool edge = x <= tile.right() && piece.at(x, y) != piece.at(x, y - 1);
            if (edge && !open)
                from = x;
            if (!edge && open)
                found.append(QLine(from, y, x, y));
            open = edge;
        }
    for (int x = tile.left(); x <= right; ++x)
        for (int y = tile.top(), from = 0, open = 0; y <= tile.bottom() + 1; ++y) {
            const bool edge = y <= tile.bottom() && piece.at(x, y) != piece.at(x - 1, y);
            if (edge && !open)
                from = y;
            if (!edge && open)
                found.append(QLine(x, from, x, y));
            open = edge;
        }
    return found;
}

// Stripes on the screen: a line drawn with them is dashed, however many pieces it consists of.
QBrush stripes(const QTransform& toScreen)
{
    QPixmap pixmap(8, 8);
    pixmap.fill(QColor(20, 20, 24));
    QPainter painter(&pixmap);
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            if ((x + y) % 8 < 4)
                painter.fillRect(x, y, 1, 1, Qt::white);
    painter.end();
    QBrush brush(pixmap);
    brush.setTransform(toScreen.inverted());
    return brush;
}

}  // namespace

void MaskOutline::setFeather(int pixels)
{
    const int bounded = std::clamp(pixels, 0, 64);
    if (bounded != m_feather)
        m_tiles.clear();
    m_feather = bounded;
}

void MaskOutline::invalidate(QRect rect)
{
    const int reach = m_feather + 1;
    const QRect changed = rect.adjusted(-reach, -reach, reach, reach);
    for (auto it = m_tiles.begin(); it != m_tiles.end();)
        if (QRect(it.key() * kSide, QSize(kSide, kSide)).intersects(changed))
            it = m_tiles.erase(it);
        else
            ++it;
}

MaskOutline::Lines MaskOutline::find(QRect tile) const
{
    const QImage& mask = m_mask();
    const int reach = m_feather + 1;
    bool any = false;
    const Piece piece =
        pieceOf(mask, tile.adjusted(-reach, -reach, reach, reach) & mask.rect(), any);
    if (!any)
        return {};
    Lines lines;
    lines.border = edgesOf(piece, tile, mask.rect());
    if (m_feather > 0)
        lines.soft = edgesOf(grown(piece, m_feather), tile, mask.rect());
    return lines;
}

MaskOutline::Lines MaskOutline::lines(QRect exposed)
{
    const QRect all = m_mask().rect();
    if (m_size != all.size()) {
        m_size = all.size();
        m_tiles.clear();
    }
    Lines found;
    const QRect part = exposed & all;
    if (part.isEmpty())
        return found;
    for (int y = part.top() / kSide; y <= part.bottom() / kSide; ++y)
        for (int x = part.left() / kSide; x <= part.right() / kSide; ++x) {
            auto known = m_tiles.find(QPoint(x, y));
            if (known == m_tiles.end())
                known = m_tiles.insert(QPoint(x, y),
                                       find(QRect(x * kSide, y * kSide, kSide, kSide) & all));
            found.border += known->border;
            found.soft += known->soft;
        }
    return found;
}

void MaskOutline::paint(QPainter& painter, QRect exposed)
{
    const Lines found = lines(exposed.adjusted(-2, -2, 2, 2));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    QPen pen(m_feather > 0 ? QBrush(QColor(255, 255, 255, 110)) : stripes(painter.worldTransform()),
             1.0);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawLines(found.border);
    pen.setBrush(stripes(painter.worldTransform()));
    painter.setPen(pen);
    painter.drawLines(found.soft);
    painter.restore();
}

}  // namespace sfumato
