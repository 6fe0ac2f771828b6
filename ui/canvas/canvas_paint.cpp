// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "canvas/mask_outline.h"
#include "document/document.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <cmath>

namespace sfumato {

// What CanvasView draws.

namespace {

constexpr qint64 kLongestSmooth = 6;  // milliseconds a frame may take while the view moves
constexpr double kRoughScale = 0.7;   // while it moves, from fewer pixels rather than from more
constexpr double kGridFrom = 8.0;     // zoom from which pixels are told apart by lines

// Squares behind what is transparent.
const QPixmap& checkers()
{
    static const QPixmap pixmap = [] {
        QPixmap squares(16, 16);
        squares.fill(QColor(205, 205, 205));
        QPainter painter(&squares);
        painter.fillRect(0, 0, 8, 8, Qt::white);
        painter.fillRect(8, 8, 8, 8, Qt::white);
        return squares;
    }();
    return pixmap;
}

// Is nothing of what lies behind to be seen?
bool coversAll(const std::vector<const Layer*>& layers)
{
    return std::any_of(layers.begin(), layers.end(), [](const Layer* layer) {
        return layer->opacity == 1.0 && !layer->pixels.hasAlphaChannel();
    });
}

}  // namespace

void CanvasView::paintEvent(QPaintEvent* event)
{
    QElapsedTimer timer;
    timer.start();
    {
        QPainter painter(this);
        painter.setClipRegion(event->region());
        const bool dark = palette().window().color().lightness() < 128;
        painter.fillRect(event->rect(), dark ? QColor(30, 31, 34) : QColor(196, 198, 202));
        if (m_document)
            drawAll(painter);
    }
    // Where all of it takes too long, it is drawn roughly as long as the view moves.
    const QSize drawn = event->rect().size();
    if (drawsSmooth() && drawn.width() * drawn.height() * 2 > width() * height())
        m_slow = timer.elapsed() > kLongestSmooth;
}

void CanvasView::drawAll(QPainter& painter)
{
    const bool dark = palette().window().color().lightness() < 128;
    for (auto* tiles : {&m_map, &m_pins, &m_photo, &m_result})
        tiles->beginFrame();
    drawPane(painter, mapPane(), m_document->inputKind() == InputKind::Nothing);
    if (showsBoth()) {
        drawPane(painter, picturePane(), true);
        painter.fillRect(QRectF(width() / 2.0 - 0.5, 0, 1, height()),
                         dark ? QColor(60, 62, 66) : QColor(160, 162, 166));
        drawCaption(painter, mapPane(), inputCaption());
        const bool input = m_showInput && m_document->inputKind() != InputKind::Nothing;
        drawCaption(painter, picturePane(),
                    input                            ? inputCaption()
                    : m_document->preview().isNull() ? tr("Picture")
                                                     : tr("Picture, forming"));
    } else if (m_showInput) {
        drawCaption(painter, mapPane(), inputCaption());
    }
    drawPointer(painter);
}

void CanvasView::drawPane(QPainter& painter, const QRectF& pane, bool picture)
{
    if (!painter.clipBoundingRect().intersects(pane))
        return;
    painter.save();
    painter.setClipRect(pane, Qt::IntersectClip);
    const QTransform transform = m_view.toWidget(pane);
    const QRectF area(QPointF(), QSizeF(m_document->size()));
    const bool turned = m_view.rotation() != 0.0;
    painter.setRenderHint(QPainter::Antialiasing, turned);
    painter.fillRect(transform.mapRect(area).translated(0, 3).adjusted(-1, -1, 1, 2),
                     QColor(0, 0, 0, turned ? 0 : 60));
    painter.setTransform(transform, true);
    const bool both = !showsBoth() && !picture && !m_showInput;
    if (picture && (!m_showInput || m_document->inputKind() == InputKind::Nothing)) {
        drawPicture(painter);
    } else if (!both || m_mode == ViewMode::Split) {
        drawInput(painter);
        if (both) {
            painter.save();
            painter.resetTransform();
            painter.setClipRect(QRectF(width() * m_split, 0, width(), height()), Qt::IntersectClip);
            painter.setTransform(transform);
            drawPicture(painter);
            painter.restore();
        }
    } else {
        drawPicture(painter);
        painter.setOpacity(m_opacity);
        drawInput(painter);
        painter.setOpacity(1.0);
    }
    drawLaidOver(painter, picture);
    drawOverlays(painter, picture);
    painter.restore();
    if (both && m_mode == ViewMode::Split)
        drawSplit(painter, width() * m_split);
    if (isComparing() && (picture || !showsBoth()))
        drawCompared(painter, pane, transform);
}

// What lies over the pixels: their grid, the hole's border, what the tool shows.
void CanvasView::drawOverlays(QPainter& painter, bool picture)
{
    const bool pixels = picture || m_document->inputKind() != InputKind::Boxes;
    if (m_pixelGrid && pixels && zoom() >= kGridFrom)
        drawPixelGrid(painter);
    if (picture)
        return;
    if (m_document->inputKind() == InputKind::Hole && m_document->hasPhoto() &&
        m_document->mapLayer().isShown())
        m_outline->paint(painter, painter.clipBoundingRect().toAlignedRect());
    if (m_tool)
        m_tool->paint(painter, zoom());
}

void CanvasView::drawSplit(QPainter& painter, double x) const
{
    painter.fillRect(QRectF(x - 1, 0, 2, height()), Qt::white);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(0, 0, 0, 120), 1));
    painter.setBrush(Qt::white);
    const QPointF knob(x, height() / 2.0);
    painter.drawEllipse(knob, 11, 11);
    painter.setPen(QPen(QColor(60, 62, 66), 1.6));
    for (const double side : {-1.0, 1.0}) {
        painter.drawLine(knob + QPointF(side * 6.5, 0), knob + QPointF(side * 3.0, -3.5));
        painter.drawLine(knob + QPointF(side * 6.5, 0), knob + QPointF(side * 3.0, 3.5));
    }
}

QString CanvasView::inputCaption() const
{
    switch (m_document->inputKind()) {
    case InputKind::Map: return tr("Map");
    case InputKind::Boxes: return tr("Boxes");
    case InputKind::Hole: return tr("Photo and hole");
    case InputKind::Photo:
    case InputKind::Nothing: break;
    }
    return tr("Photo");
}

void CanvasView::drawInput(QPainter& painter)
{
    const QRectF area(QPointF(), QSizeF(m_document->size()));
    const bool photo = m_document->takesPhoto();
    if (photo && !m_document->hasPhoto()) {
        const auto* base = m_document->layers().baseOf(LayerKind::Paint);
        drawHint(painter, base && !base->pixels.isNull()
                              ? tr("All that the picture is made of is hidden; show a layer")
                              : tr("Drop a photo here, or open one (Ctrl+O)"));
        return;
    }
    if (photo) {
        drawGround(painter, area, !coversAll(m_document->layers().inputColours()));
        drawTiles(painter, m_photo, area);
    } else if (m_document->inputKind() == InputKind::Boxes) {
        drawBoxes(painter);
    } else {
        drawGround(painter, area, !m_document->mapLayer().isShown());
    }
    const Layer& map = m_document->mapLayer();
    const bool labels =
        m_document->inputKind() == InputKind::Map || m_document->inputKind() == InputKind::Hole;
    if (labels && map.isShown()) {
        const double opacity = painter.opacity();
        painter.setOpacity(opacity * map.opacity);
        drawTiles(painter, m_map, area);
        painter.setOpacity(opacity);
    }
}

// Behind pixels: squares where they may be transparent, grey until they are drawn.
void CanvasView::drawGround(QPainter& painter, const QRectF& area, bool transparent) const
{
    if (!transparent) {
        painter.fillRect(area, QColor(128, 128, 128));
        return;
    }
    QBrush brush(checkers());
    brush.setTransform(painter.worldTransform().inverted());
    const QPointF corner = painter.worldTransform().map(area.topLeft());
    brush.setTransform(QTransform::fromTranslate(corner.x(), corner.y()) * brush.transform());
    painter.fillRect(area, brush);
}

// The exposed part of a source, put together of its tiles and drawn in one piece: no seams.
void CanvasView::drawTiles(QPainter& painter, TileCache& tiles, const QRectF& area) const
{
    const QSizeF size = tiles.source().size();
    if (size.isEmpty())
        return;
    // Pixels of the screen, which may be denser than the widget's, that one of the source takes.
    const double scale =
        area.width() / size.width() * std::sqrt(std::abs(painter.deviceTransform().determinant()));
    const int level = TileCache::levelFor(drawsSmooth() ? scale : scale * kRoughScale);
    // From the document's to the level's pixels.
    const double across = size.width() / area.width() / (1 << level);
    const double down = size.height() / area.height() / (1 << level);
    const QTransform toLevel = QTransform::fromScale(across, down);
    const QRect part =
        toLevel.mapRect(painter.clipBoundingRect() & area).toAlignedRect().adjusted(-2, -2, 2, 2) &
        QRect(QPoint(), tiles.sizeAt(level));
    if (part.isEmpty())
        return;
    const bool turned = std::fmod(m_view.rotation(), 90.0) != 0.0;
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          drawsSmooth() && (scale < 1.0 || (turned && scale < 4.0)));
    painter.drawImage(toLevel.inverted().mapRect(QRectF(part)), tiles.read(level, part));
    painter.restore();
}

void CanvasView::drawBoxes(QPainter& painter) const
{
    const QSizeF size = m_document->size();
    if (m_document->boxes().empty()) {
        drawHint(painter, tr("Choose a label and drag a box"));
        return;
    }
    painter.fillRect(QRectF(QPointF(), size), palette().base());
    const Layer* layer = m_document->layers().activeOf(LayerKind::Boxes);
    if (layer && !layer->isShown())
        return;
    const double opacity = painter.opacity();
    painter.setOpacity(layer ? opacity * layer->opacity : opacity);
    const auto& labels = m_document->palette();
    QFont font = painter.font();
    font.setPixelSize(12);
    const QFontMetricsF metrics(font);
    for (const auto& box : m_document->boxes()) {
        const QRectF rect(box.x * size.width(), box.y * size.height(), box.width * size.width(),
                          box.height * size.height());
        const bool known = box.label >= 0 && box.label < labels.size();
        const QColor colour = known ? labels[box.label].colour : QColor(128, 128, 128);
        QColor fill = colour;
        fill.setAlpha(70);
        QPen pen(colour.darker(120), 2.0);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.setBrush(fill);
        painter.drawRect(rect);
        // The name in letters of the screen's size, upright however the view is turned.
        const QString name = known ? labels[box.label].name : QString::number(box.label);
        painter.save();
        const QRectF shown = painter.worldTransform().mapRect(rect);
        const QPointF corner = m_view.rotation() == 0.0
                                   ? shown.topLeft()
                                   : painter.worldTransform().map(rect.topLeft());
        painter.resetTransform();
        painter.setFont(font);
        const QRectF tag(corner,
                         QSizeF(metrics.horizontalAdvance(name) + 10, metrics.height() + 4));
        painter.fillRect(tag, colour);
        painter.setPen(qGray(colour.rgb()) > 120 ? Qt::black : Qt::white);
        painter.drawText(tag, Qt::AlignCenter, name);
        painter.restore();
    }
    painter.setOpacity(opacity);
}

// In letters of the screen's size, whatever the zoom.
void CanvasView::drawHint(QPainter& painter, const QString& text) const
{
    const QRectF area(QPointF(), QSizeF(m_document->size()));
    painter.fillRect(area, palette().base());
    painter.save();
    const QRectF shown = painter.worldTransform().mapRect(area);
    painter.resetTransform();
    painter.setPen(palette().color(QPalette::PlaceholderText));
    QFont font = painter.font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    painter.setFont(font);
    painter.drawText(shown.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
    painter.restore();
}

void CanvasView::drawPicture(QPainter& painter)
{
    const QRectF area(QPointF(), QSizeF(m_document->size()));
    const bool partial = !m_document->previewPart().isEmpty() && hasPicture();
    if (!m_document->preview().isNull() && !partial) {
        drawPreview(painter, area);
    } else if (hasPicture()) {
        drawGround(painter, area, !coversAll(m_document->layers().allColours()));
        drawTiles(painter, m_result, area);
        if (!m_document->preview().isNull())
            drawPartialPreview(painter, area);
    } else {
        drawHint(painter, tr("Press Generate (Ctrl+Return)"));
    }
}

// A finished picture, or anything else that is not its input only.
bool CanvasView::hasPicture() const
{
    if (!m_document->result().isNull())
        return true;
    const size_t input =
        m_document->takesPhoto() ? m_document->layers().inputColours().size() : size_t(0);
    return m_document->layers().allColours().size() > input;
}

// In the place of the picture that it becomes: below what lies over that.
void CanvasView::drawPreview(QPainter& painter, const QRectF& area) const
{
    const QImage& preview = m_document->preview();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(area, preview, QRectF(preview.rect()));
    bool above = false;
    const double opacity = painter.opacity();
    for (const auto& layer : m_document->layers().layers()) {
        if (above && layer.holdsColours() && layer.isShown() && !layer.pixels.isNull()) {
            painter.setOpacity(opacity * layer.opacity);
            painter.drawImage(area, layer.pixels, QRectF(layer.pixels.rect()));
        }
        above = above || (layer.base && layer.kind == LayerKind::Result);
    }
    painter.setOpacity(opacity);
}

void CanvasView::drawPixelGrid(QPainter& painter) const
{
    const QRect part =
        painter.clipBoundingRect().toAlignedRect() & QRect(QPoint(), m_document->size());
    if (part.isEmpty())
        return;
    QList<QLineF> lines;
    for (int x = part.left(); x <= part.right() + 1; ++x)
        lines.append(QLineF(x, part.top(), x, part.bottom() + 1));
    for (int y = part.top(); y <= part.bottom() + 1; ++y)
        lines.append(QLineF(part.left(), y, part.right() + 1, y));
    const int strength = std::min(70, int(zoom() * 3.0));
    QPen pen(QColor(0, 0, 0, strength), 1.0);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawLines(lines);
}

void CanvasView::drawPointer(QPainter& painter) const
{
    if (!m_pointer)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double radius = m_tool && !m_spaceHeld ? m_tool->outline() * zoom() / 2.0 : 0.0;
    if (radius > 0.0) {
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1));
        painter.drawEllipse(*m_pointer, radius + 1, radius + 1);
        painter.setPen(QPen(QColor(255, 255, 255, 220), 1));
        painter.drawEllipse(*m_pointer, radius, radius);
    }
    if (m_progress >= 0.0) {
        const QRectF ring(*m_pointer + QPointF(16, 16), QSizeF(18, 18));
        painter.setPen(QPen(QColor(0, 0, 0, 120), 5));
        painter.drawEllipse(ring);
        painter.setPen(QPen(palette().highlight().color(), 3));
        painter.drawArc(ring, 90 * 16, -int(m_progress * 360 * 16));
    }
}

void CanvasView::drawCaption(QPainter& painter, const QRectF& pane, const QString& text) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = painter.fontMetrics().boundingRect(text);
    QRectF label(pane.left() + 10, pane.top() + 10, box.width() + 18, box.height() + 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 110));
    painter.drawRoundedRect(label, 5, 5);
    painter.setPen(Qt::white);
    painter.drawText(label, Qt::AlignCenter, text);
}

}  // namespace sfumato
