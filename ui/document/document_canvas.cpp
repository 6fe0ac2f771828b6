// SPDX-License-Identifier: MIT
#include "document/document.h"
#include "document/extend_canvas_command.h"

#include <QPainter>

#include <algorithm>
#include <cstring>

namespace sfumato {

// Pins, and a canvas that grows.

namespace {

QSize grown(QSize size, const QMargins& by)
{
    return {size.width() + by.left() + by.right(), size.height() + by.top() + by.bottom()};
}

// Labels go on to the new border as they are at the old one; a mask and pins end where they did.
QImage extendedLabels(const QImage& map, const QMargins& by, bool goesOn)
{
    QImage out(grown(map.size(), by), QImage::Format_Indexed8);
    out.setColorTable(map.colorTable());
    out.fill(0);
    for (int y = 0; y < out.height(); ++y) {
        const int from = y - by.top();
        if (!goesOn && (from < 0 || from >= map.height()))
            continue;
        const uchar* row = map.constScanLine(std::clamp(from, 0, map.height() - 1));
        uchar* to = out.scanLine(y);
        for (int x = 0; x < out.width(); ++x) {
            const int at = x - by.left();
            if (goesOn || (at >= 0 && at < map.width()))
                to[x] = row[std::clamp(at, 0, map.width() - 1)];
        }
    }
    return out;
}

// Colours keep their places; what is new can be seen through.
QImage extendedColours(const QImage& image, QSize document, const QMargins& by)
{
    const double across = double(image.width()) / document.width();
    const double down = double(image.height()) / document.height();
    const QSize size = grown(document, by);
    QImage out(qRound(size.width() * across), qRound(size.height() * down),
               QImage::Format_ARGB32_Premultiplied);
    out.fill(0);
    QPainter painter(&out);
    painter.drawImage(qRound(by.left() * across), qRound(by.top() * down), image);
    return out;
}

BoxList extendedBoxes(BoxList boxes, QSize before, const QMargins& by)
{
    const QSizeF after = grown(before, by);
    for (auto& box : boxes) {
        box.x = (box.x * before.width() + by.left()) / after.width();
        box.y = (box.y * before.height() + by.top()) / after.height();
        box.width *= before.width() / after.width();
        box.height *= before.height() / after.height();
    }
    return boxes;
}

}  // namespace

bool Document::hasPins() const
{
    const QImage& pins = m_pins.pixels;
    for (int y = 0; y < pins.height(); ++y) {
        const uchar* row = pins.constScanLine(y);
        if (std::any_of(row, row + pins.width(), [](uchar v) { return v != 0; }))
            return true;
    }
    return false;
}

void Document::beginPins()
{
    m_refused = false;
    if (m_pins.pixels.isNull()) {
        m_pins.pixels = QImage(size(), QImage::Format_Indexed8);
        m_pins.pixels.fill(0);
        applyColourTable(m_pins);
    }
    m_stroke = m_pins.id;
}

void Document::restorePins(const QImage& pins)
{
    m_pins.pixels = QImage();
    if (pins.size() == size() && pins.format() == QImage::Format_Indexed8) {
        m_pins.pixels = pins;
        for (int y = 0; y < pins.height(); ++y) {
            auto* row = m_pins.pixels.scanLine(y);
            std::transform(row, row + pins.width(), row, [](uchar v) { return uchar(v != 0); });
        }
        applyColourTable(m_pins);
    }
    Q_EMIT pinsChanged(QRect(QPoint(), size()));
}

void Document::setPins(const QImage& pins, const QString& text)
{
    finishStroke();
    if (pins != m_pins.pixels)
        m_undo.pushCommand(
            new ReplacePixelsCommand(*this, {{m_pins.id, m_pins.pixels, pins}}, text));
}

void Document::extendCanvas(const QMargins& by)
{
    const QSize after = grown(size(), by);
    if (takesPhoto() || by.isNull() || after.isEmpty())
        return;
    finishStroke();
    CanvasExtent extent{size(), after, m_noiseOrigin, m_noiseOrigin - QPoint(by.left(), by.top()),
                        {},     {}};
    const auto change = [&](const Layer& layer) {
        if (layer.pixels.isNull())
            return;
        const bool labels = layer.holdsLabels() || layer.id == m_carrier.id;
        const bool goesOn = layer.kind == LayerKind::Map;
        extent.pixels.push_back({layer.id, layer.pixels,
                                 labels ? extendedLabels(layer.pixels, by, goesOn)
                                        : extendedColours(layer.pixels, size(), by)});
    };
    change(m_carrier);
    change(m_pins);
    for (const auto& layer : m_layers.layers()) {
        change(layer);
        if (layer.kind == LayerKind::Boxes)
            extent.boxes.push_back({layer.id, layer.boxes, extendedBoxes(layer.boxes, size(), by)});
    }
    m_undo.pushCommand(new ExtendCanvasCommand(*this, std::move(extent), tr("Canvas size")));
}

}  // namespace sfumato
