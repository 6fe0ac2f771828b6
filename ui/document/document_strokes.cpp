// SPDX-License-Identifier: MIT
#include "document/content_commands.h"
#include "document/document.h"
#include "document/layer_compose.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace sfumato {

// Painting on layers.

Layer* Document::editLayer(int id)
{
    if (id == m_pins.id)
        return &m_pins;
    return id == m_carrier.id ? &m_carrier : m_layers.edit(id);
}

void Document::touch(int layer, QRect rect)
{
    if (layer == m_pins.id) {
        Q_EMIT pinsChanged(rect);
        return;
    }
    if (layer == mapLayer().id)
        Q_EMIT mapChanged(rect);
    if (layer)
        Q_EMIT m_layers.layerChanged(layer, rect);
}

bool Document::isRefused(const Layer* layer)
{
    if (!layer)
        return false;
    const QString obstacle = m_layers.obstacleToPainting(*layer);
    if (!obstacle.isEmpty())
        m_layers.refuse(obstacle);
    return !obstacle.isEmpty();
}

void Document::beginStroke()
{
    m_refused = isRefused(&mapLayer());
    m_stroke = m_refused ? -1 : mapLayer().id;
}

// The one that the stroke began on, whichever is in use by now.
Layer& Document::strokeLayer()
{
    Layer* layer = m_stroke >= 0 ? editLayer(m_stroke) : nullptr;
    return layer ? *layer : *editLayer(mapLayer().id);
}

// Something else is done while a stroke is drawn: what there is of it becomes a step of its own.
void Document::finishStroke()
{
    if (m_stroke < 0)
        return;
    endStroke(tr("Stroke"));
    m_refused = true;
}

// An older step is undone while a stroke is drawn: as if it had never begun.
void Document::takeBackStroke()
{
    Layer* layer = m_stroke < 0 || m_kept.isEmpty() ? nullptr : editLayer(m_stroke);
    if (!layer)
        return;
    m_kept.restore(layer->pixels);
    m_stroke = -1;
    m_refused = true;
    m_paint.reset();
    if (!m_unprepared.isNull())
        layer->pixels = std::exchange(m_unprepared, {});
    touch(layer->id, layer->pixels.rect());
}

void Document::paintDisc(QPointF centre, double diameter, int label)
{
    const double radius = std::max(0.5, diameter / 2.0);
    const QRect box = QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius))
                          .toAlignedRect()
                          .intersected(strokeLayer().pixels.rect());
    if (box.isEmpty() || m_refused)
        return;
    Layer& layer = strokeLayer();
    if (m_stroke >= 0)
        m_kept.keep(layer.pixels, box);
    for (int y = box.top(); y <= box.bottom(); ++y) {
        const double dy = y + 0.5 - centre.y();
        const double half = std::sqrt(std::max(0.0, radius * radius - dy * dy));
        const int from = std::max(box.left(), int(std::ceil(centre.x() - half - 0.5)));
        const int to = std::min(box.right(), int(std::floor(centre.x() + half - 0.5)));
        if (to >= from)
            std::memset(layer.pixels.scanLine(y) + from, label, size_t(to - from + 1));
    }
    touch(layer.id, box);
}

void Document::paintRect(QRect rect, int label)
{
    const QRect box = rect.intersected(strokeLayer().pixels.rect());
    if (box.isEmpty() || m_refused)
        return;
    Layer& layer = strokeLayer();
    if (m_stroke >= 0)
        m_kept.keep(layer.pixels, box);
    for (int y = box.top(); y <= box.bottom(); ++y)
        std::memset(layer.pixels.scanLine(y) + box.left(), label, size_t(box.width()));
    touch(layer.id, box);
}

void Document::endStroke(const QString& text)
{
    const int id = std::exchange(m_stroke, -1);
    const QImage unprepared = std::exchange(m_unprepared, {});
    m_refused = false;
    m_paint.reset();
    const Layer* layer = id < 0 ? nullptr : editLayer(id);
    if (!layer) {
        m_kept.clear();
        return;
    }
    auto patches = m_kept.finish(layer->pixels);
    if (!patches.isEmpty())
        m_undo.pushCommand(new StrokeCommand(*this, id, std::move(patches), unprepared, text));
    else if (!unprepared.isNull())
        writePixels({{id, {}, unprepared}});
}

// Colours as they are painted on: of the document's size, with transparency.
QImage Document::prepared(const QImage& pixels) const
{
    QImage out = pixels.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (out.size() != size())
        out = out.scaled(size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return out;
}

bool Document::beginPaint(const QColor& colour, bool erases)
{
    const Layer* layer = m_layers.active();
    if (!layer || layer->kind != LayerKind::Paint) {
        m_layers.refuse(
            tr("Colours go onto a paint layer: choose one in the layers, or add one "
               "(Ctrl+Shift+N)."));
        return false;
    }
    if (layer->pixels.isNull()) {
        m_layers.refuse(
            tr("There is no photo yet to paint on: open one (Ctrl+O), or add a paint "
               "layer (Ctrl+Shift+N)."));
        return false;
    }
    if (isRefused(layer))
        return false;
    m_stroke = layer->id;
    m_paint.emplace(colour, erases);
    if (layer->pixels.size() != size() ||
        layer->pixels.format() != QImage::Format_ARGB32_Premultiplied) {
        m_unprepared = layer->pixels;
        writePixels({{layer->id, {}, prepared(m_unprepared)}});
    }
    return true;
}

void Document::paintDab(QPointF centre, double diameter)
{
    Layer* layer = m_paint ? editLayer(m_stroke) : nullptr;
    if (!layer)
        return;
    const QRect changed = m_paint->dab(layer->pixels, m_kept, centre, diameter);
    if (!changed.isEmpty())
        touch(layer->id, changed);
}

QColor Document::colourAt(QPoint position) const
{
    if (!QRect(QPoint(), size()).contains(position))
        return {};
    const QImage pixel = compose(m_layers.allColours(), size(), QRect(position, QSize(1, 1)));
    const QColor colour = pixel.pixelColor(0, 0);
    return colour.alpha() > 0 ? QColor(colour.rgb()) : QColor();
}

void Document::fill(QPoint position, int label, bool everywhere)
{
    const int old = labelAt(position);
    if (old < 0 || old == label)
        return;
    beginStroke();
    if (m_refused)
        return endStroke({});
    Layer& layer = *editLayer(mapLayer().id);
    QImage& map = layer.pixels;
    m_kept.keep(map, map.rect());
    const int width = map.width(), height = map.height();
    QRect changed = map.rect();
    if (everywhere) {
        for (int y = 0; y < height; ++y) {
            uchar* row = map.scanLine(y);
            std::replace(row, row + width, uchar(old), uchar(label));
        }
    } else {
        // Spans: each is filled to both ends, its neighbours above and below are looked at later.
        QList<QPoint> seeds{position};
        changed = QRect();
        while (!seeds.isEmpty()) {
            const QPoint seed = seeds.takeLast();
            uchar* row = map.scanLine(seed.y());
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
                const uchar* other = map.constScanLine(y);
                for (int x = left; x <= right; ++x)
                    if (other[x] == old && (x == left || other[x - 1] != old))
                        seeds.append({x, y});
            }
        }
    }
    touch(layer.id, changed);
    endStroke(tr("Fill"));
}

void Document::writeTiles(int id, const QList<TilePatch>& patches, bool after)
{
    takeBackStroke();
    Layer* layer = editLayer(id);
    if (!layer)
        return;
    QRect changed;
    for (const auto& patch : patches) {
        const QRect rect = tileRect(patch.place, layer->pixels.size());
        writeTile(layer->pixels, rect, qUncompress(after ? patch.after : patch.before));
        changed |= rect;
    }
    touch(id, changed);
}

int Document::addLayer(LayerKind kind)
{
    Layer layer;
    layer.kind = kind;
    int number = 1;
    for (const auto& other : m_layers.layers())
        number += other.kind == kind && !(other.base && kind == LayerKind::Paint);
    layer.name = QStringLiteral("%1 %2").arg(kind == LayerKind::Paint ? tr("Paint") : nameOf(kind),
                                             QString::number(number));
    if (layer.holdsLabels()) {
        layer.pixels = QImage(size(), QImage::Format_Indexed8);
        layer.pixels.fill(0);
        applyColourTable(layer.pixels);
    } else if (layer.holdsColours()) {
        layer.pixels = QImage(size(), QImage::Format_ARGB32_Premultiplied);
        layer.pixels.fill(0);
    }
    // Above the one in use; colours where they are seen, with inputs at least below the picture.
    const Layer* active = m_layers.active();
    int index = active ? m_layers.indexOf(active->id) + 1 : m_layers.count();
    const int picture = m_layers.indexOf(m_layers.baseOf(LayerKind::Result)->id);
    if (kind != LayerKind::Paint)
        index = std::min(index, picture);
    else if (active && !active->holdsColours())
        index = takesPhoto() ? std::min(index, picture) : m_layers.count();
    return m_layers.add(std::move(layer), index, tr("New layer"));
}

int Document::addPaintLayer(const QImage& image, const QString& name)
{
    Layer layer;
    layer.name = name;
    layer.pixels = QImage(size(), QImage::Format_ARGB32_Premultiplied);
    layer.pixels.fill(0);
    QImage fitted = image;
    if (image.width() > size().width() || image.height() > size().height())
        fitted = image.scaled(size(), Qt::KeepAspectRatio, Qt::SmoothTransformation);
    {
        QPainter painter(&layer.pixels);
        painter.drawImage((size().width() - fitted.width()) / 2,
                          (size().height() - fitted.height()) / 2, fitted);
    }
    const int picture = m_layers.indexOf(m_layers.baseOf(LayerKind::Result)->id);
    return m_layers.add(std::move(layer), takesPhoto() ? picture : m_layers.count(),
                        tr("Picture as a layer"));
}

int Document::keepAsLayer(PicturePtr picture, const QImage& image)
{
    Layer layer;
    layer.kind = LayerKind::Result;
    layer.name = tr("Seed %1").arg(picture->recipe.seed);
    layer.pixels = image;
    layer.picture = std::move(picture);
    const int index = m_layers.indexOf(m_layers.baseOf(LayerKind::Result)->id);
    return m_layers.add(std::move(layer), index, tr("Keep as layer"));
}

}  // namespace sfumato
