// SPDX-License-Identifier: MIT
#include "document/document.h"

#include "document/input_commands.h"
#include "document/map_commands.h"

#include <QDataStream>
#include <QIODevice>

#include <cmath>
#include <cstring>

namespace sfumato {

Document::Document(QSize size, int label, QObject* parent)
    : QObject(parent), m_map(size, QImage::Format_Indexed8)
{
    m_map.setColorTable(QList<QRgb>(256, qRgb(128, 128, 128)));
    m_map.fill(uint(label));
}

int Document::labelAt(QPoint position) const
{
    return m_map.rect().contains(position) ? m_map.pixelIndex(position) : -1;
}

void Document::applyColourTable(QImage& image) const
{
    QList<QRgb> table(256, qRgb(128, 128, 128));
    for (int i = 0; i < m_palette.size() && i < table.size(); ++i)
        table[i] = m_palette[i].colour.rgba();
    image.setColorTable(table);
}

void Document::setPalette(const LabelPalette& palette)
{
    if (palette == m_palette)
        return;
    m_palette = palette;
    applyColourTable(m_map);
    Q_EMIT paletteChanged();
    Q_EMIT mapChanged(m_map.rect());
}

void Document::setPreview(const QImage& preview)
{
    m_preview = preview;
    Q_EMIT previewChanged();
}

void Document::addToHistory(PicturePtr picture)
{
    m_history.append(std::move(picture));
    Q_EMIT historyChanged();
}

void Document::touch(QRect rect)
{
    m_dirty |= rect;
    Q_EMIT mapChanged(rect);
}

void Document::beginStroke()
{
    m_beforeStroke = m_map;
    m_dirty = QRect();
}

void Document::paintDisc(QPointF centre, double diameter, int label)
{
    const double radius = std::max(0.5, diameter / 2.0);
    const QRect box = QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius))
                          .toAlignedRect()
                          .intersected(m_map.rect());
    if (box.isEmpty())
        return;
    for (int y = box.top(); y <= box.bottom(); ++y) {
        const double dy = y + 0.5 - centre.y();
        const double half = std::sqrt(std::max(0.0, radius * radius - dy * dy));
        const int from = std::max(box.left(), int(std::ceil(centre.x() - half - 0.5)));
        const int to = std::min(box.right(), int(std::floor(centre.x() + half - 0.5)));
        if (to >= from)
            std::memset(m_map.scanLine(y) + from, label, size_t(to - from + 1));
    }
    touch(box);
}

void Document::paintRect(QRect rect, int label)
{
    const QRect box = rect.intersected(m_map.rect());
    if (box.isEmpty())
        return;
    for (int y = box.top(); y <= box.bottom(); ++y)
        std::memset(m_map.scanLine(y) + box.left(), label, size_t(box.width()));
    touch(box);
}

void Document::endStroke(const QString& text)
{
    const QRect rect = m_dirty;
    const QImage before = m_beforeStroke;
    m_beforeStroke = QImage();
    m_dirty = QRect();
    if (rect.isEmpty() || before.isNull() || packPatch(before, rect) == packPatch(m_map, rect))
        return;
    m_undo.pushCommand(new MapPatchCommand(*this, rect, before, text));
}

void Document::fill(QPoint position, int label, bool everywhere)
{
    const int old = labelAt(position);
    if (old < 0 || old == label)
        return;
    beginStroke();
    const int width = m_map.width(), height = m_map.height();
    if (everywhere) {
        for (int y = 0; y < height; ++y) {
            uchar* row = m_map.scanLine(y);
            std::replace(row, row + width, uchar(old), uchar(label));
        }
        touch(m_map.rect());
    } else {
        // Spans: each is filled to both ends, its neighbours above and below are looked at later.
        QList<QPoint> seeds{position};
        QRect changed;
        while (!seeds.isEmpty()) {
            const QPoint seed = seeds.takeLast();
            uchar* row = m_map.scanLine(seed.y());
            if (row[seed.x()] != old)
                continue;
            int left = seed.x(), right = seed.x();
            while (left > 0 && row[left - 1] == old)
                --left;
            while (right + 1 < width && row[right + 1] == old)
                ++right;
            std::memset(row + left, label, size_t(right - left + 1));
            changed |= QRect(left, seed.y(), right - left + 1, 1);
            for (const int y : {seed.y() - 1, seed.y() + 1}) {
                if (y < 0 || y >= height)
                    continue;
                const uchar* other = m_map.constScanLine(y);
                for (int x = left; x <= right; ++x)
                    if (other[x] == old && (x == left || other[x - 1] != old))
                        seeds.append({x, y});
            }
        }
        touch(changed);
    }
    endStroke(tr("Fill"));
}

void Document::replaceMap(const QImage& indices, const QString& text)
{
    m_undo.pushCommand(new ReplaceMapCommand(*this, indices, text));
}

void Document::setSize(QSize size)
{
    if (size == m_map.size())
        return;
    QImage blank(size, QImage::Format_Indexed8);
    blank.fill(0);
    writeMap(blank);
}

void Document::replacePhoto(const QImage& photo, const QImage& hole, const QString& text)
{
    QImage map = hole;
    if (map.size() != photo.size()) {
        map = QImage(photo.size(), QImage::Format_Indexed8);
        map.fill(0);
    }
    m_undo.pushCommand(new ReplacePhotoCommand(*this, photo, map, text));
}

void Document::setBoxes(const Boxes& boxes, const QString& text)
{
    if (boxes != m_boxes)
        m_undo.pushCommand(new SetBoxesCommand(*this, boxes, text));
}

void Document::writePhoto(const QImage& photo, const QImage& hole)
{
    m_photo = photo;
    writeMap(hole);
    Q_EMIT photoChanged();
}

void Document::writeBoxes(const Boxes& boxes)
{
    m_boxes = boxes;
    Q_EMIT boxesChanged();
}

void Document::setResult(PicturePtr picture, const QImage& image)
{
    m_undo.pushCommand(new SetResultCommand(*this, std::move(picture), image));
}

void Document::writePatch(QRect rect, const QByteArray& packed)
{
    const QByteArray bytes = qUncompress(packed);
    for (int y = 0; y < rect.height(); ++y)
        std::memcpy(m_map.scanLine(rect.top() + y) + rect.left(),
                    bytes.constData() + qsizetype(y) * rect.width(), size_t(rect.width()));
    Q_EMIT mapChanged(rect);
}

void Document::writeMap(const QImage& indices)
{
    const QSize before = m_map.size();
    m_map = indices;
    applyColourTable(m_map);
    if (before != m_map.size())
        Q_EMIT sizeChanged(m_map.size());
    Q_EMIT mapChanged(m_map.rect());
}

void Document::writeResult(PicturePtr picture, const QImage& image)
{
    m_picture = std::move(picture);
    m_result = image;
    Q_EMIT resultChanged();
}

QByteArray Document::snapshot() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << m_map.size();
    for (int y = 0; y < m_map.height(); ++y)
        out.writeRawData(reinterpret_cast<const char*>(m_map.constScanLine(y)), m_map.width());
    for (const QImage* image : {&m_photo, &m_result}) {
        out << image->size();
        for (int y = 0; y < image->height(); ++y)
            out.writeRawData(reinterpret_cast<const char*>(image->constScanLine(y)),
                             image->width() * image->depth() / 8);
    }
    for (const auto& box : m_boxes)
        out << box.label << box.x << box.y << box.width << box.height;
    out << m_undo.count() << m_undo.index() << qsizetype(m_history.size());
    return bytes;
}

void Document::setFilePath(const QString& path)
{
    m_filePath = path;
    Q_EMIT filePathChanged();
}

}  // namespace sfumato
