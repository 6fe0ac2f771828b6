// SPDX-License-Identifier: MIT
#include "document/paint_stroke.h"

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

uint scaled(uint value, uint share)
{
    return (value * share + 127) / 255;
}

QRgb scaledColour(QRgb colour, uint share)
{
    return qRgba(int(scaled(uint(qRed(colour)), share)), int(scaled(uint(qGreen(colour)), share)),
                 int(scaled(uint(qBlue(colour)), share)), int(scaled(uint(qAlpha(colour)), share)));
}

// Source over destination, both premultiplied.
QRgb over(QRgb source, QRgb below)
{
    const QRgb rest = scaledColour(below, 255 - uint(qAlpha(source)));
    return qRgba(
        std::min(255, qRed(source) + qRed(rest)), std::min(255, qGreen(source) + qGreen(rest)),
        std::min(255, qBlue(source) + qBlue(rest)), std::min(255, qAlpha(source) + qAlpha(rest)));
}

}  // namespace

PaintStroke::PaintStroke(const QColor& colour, bool erases)
    : m_colour(qPremultiply(colour.rgba())), m_erases(erases)
{
}

QRect PaintStroke::dab(QImage& image, StrokeTiles& kept, QPointF centre, double diameter)
{
    const Disc disc{centre, std::max(0.5, diameter / 2.0)};
    const double reach = disc.radius + 1.0;
    const QRect box = QRectF(centre - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach))
                          .toAlignedRect()
                          .intersected(image.rect());
    if (box.isEmpty())
        return box;
    kept.keep(image, box);
    for (int y = box.top() / kPatchSide; y <= box.bottom() / kPatchSide; ++y)
        for (int x = box.left() / kPatchSide; x <= box.right() / kPatchSide; ++x)
            if (const QByteArray* before = kept.before({x, y}))
                dabTile(image, *before, {x, y}, disc);
    return box;
}

void PaintStroke::dabTile(QImage& image, const QByteArray& before, QPoint place, const Disc& disc)
{
    const QRect tile = tileRect(place, image.size());
    QByteArray& coverage = m_coverage[place];
    if (coverage.isEmpty())
        coverage = QByteArray(qsizetype(tile.width()) * tile.height(), 0);
    const double edge = disc.radius + 0.5;
    for (int y = tile.top(); y <= tile.bottom(); ++y) {
        const double dy = y + 0.5 - disc.centre.y();
        if (std::abs(dy) >= edge)
            continue;
        const double half = std::sqrt(edge * edge - dy * dy);
        const int from = std::max(tile.left(), int(std::floor(disc.centre.x() - half)));
        const int to = std::min(tile.right(), int(std::ceil(disc.centre.x() + half)));
        const qsizetype row = qsizetype(y - tile.top()) * tile.width() - tile.left();
        auto* covered = reinterpret_cast<uchar*>(coverage.data()) + row;
        const auto* old = reinterpret_cast<const QRgb*>(before.constData()) + row;
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = from; x <= to; ++x) {
            if (covered[x] == 255)
                continue;
            const double dx = x + 0.5 - disc.centre.x();
            const double share = std::clamp(edge - std::sqrt(dx * dx + dy * dy), 0.0, 1.0);
            const auto now = uchar(std::lround(share * 255.0));
            if (now <= covered[x])
                continue;
            covered[x] = now;
            if (m_erases)
                out[x] = scaledColour(old[x], 255 - scaled(uint(qAlpha(m_colour)), now));
            else
                out[x] = over(scaledColour(m_colour, now), old[x]);
        }
    }
}

}  // namespace sfumato
