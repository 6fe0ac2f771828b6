// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"

#include "document/document.h"
#include "tool/tool.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace sfumato {

CanvasView::CanvasView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setTabletTracking(true);
    setAcceptDrops(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(240, 180);
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(tr("What you paint or place, and the picture made of it."));
}

void CanvasView::setDocument(Document* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document) {
        connect(document, &Document::mapChanged, this, &CanvasView::updateMap);
        connect(document, &Document::sizeChanged, this, &CanvasView::fit);
        for (const auto changed :
             {&Document::photoChanged, &Document::boxesChanged, &Document::resultChanged})
            connect(document, changed, this, QOverload<>::of(&QWidget::update));
        connect(document, &Document::previewChanged, this, QOverload<>::of(&QWidget::update));
    }
    fit();
}

void CanvasView::setTool(Tool* tool)
{
    if (m_tool)
        m_tool->deactivate();
    m_tool = tool;
    updateCursor();
    update();
}

void CanvasView::setViewMode(ViewMode mode)
{
    m_mode = mode;
    if (m_fitted)
        fit();
    update();
}

void CanvasView::setOverlayOpacity(double opacity)
{
    m_opacity = std::clamp(opacity, 0.0, 1.0);
    update();
}

void CanvasView::setProgress(double progress)
{
    m_progress = progress;
    update();
}

bool CanvasView::showsBoth() const
{
    return m_mode == ViewMode::SideBySide && m_document &&
           m_document->inputKind() != InputKind::Nothing;
}

QRectF CanvasView::mapPane() const
{
    if (!showsBoth())
        return rect();
    return QRectF(0, 0, width() / 2.0, height());
}

QRectF CanvasView::picturePane() const
{
    if (!showsBoth())
        return rect();
    return QRectF(width() / 2.0, 0, width() / 2.0, height());
}

QPointF CanvasView::mapFromDocument(QPointF point) const
{
    return m_view.toWidget(mapPane()).map(point);
}

void CanvasView::fit()
{
    if (!m_document)
        return;
    m_view.fit(m_document->size(), mapPane().size());
    m_fitted = true;
    update();
    Q_EMIT zoomChanged(zoom());
}

void CanvasView::actualSize()
{
    m_fitted = false;
    m_view.setZoom(1.0);
    update();
    Q_EMIT zoomChanged(zoom());
}

void CanvasView::zoomAtCentre(double factor)
{
    m_fitted = false;
    m_view.zoomAbout(mapPane().center(), mapPane(), factor);
    update();
    Q_EMIT zoomChanged(zoom());
}

void CanvasView::updateMap(QRect rect)
{
    for (const auto& pane : {mapPane(), picturePane()})
        update(m_view.toWidget(pane).mapRect(QRectF(rect)).toAlignedRect().adjusted(-2, -2, 2, 2));
}

void CanvasView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    const bool dark = palette().window().color().lightness() < 128;
    painter.fillRect(rect(), dark ? QColor(30, 31, 34) : QColor(196, 198, 202));
    if (!m_document)
        return;
    drawPane(painter, mapPane(), m_document->inputKind() == InputKind::Nothing);
    if (showsBoth()) {
        drawPane(painter, picturePane(), true);
        painter.fillRect(QRectF(width() / 2.0 - 0.5, 0, 1, height()),
                         dark ? QColor(60, 62, 66) : QColor(160, 162, 166));
        drawCaption(painter, mapPane(), inputCaption());
        drawCaption(painter, picturePane(),
                    m_document->preview().isNull() ? tr("Picture") : tr("Picture, forming"));
    }
    drawPointer(painter);
    if (m_dropping) {
        painter.fillRect(rect(), QColor(40, 90, 160, 90));
        painter.setPen(QPen(Qt::white, 2, Qt::DashLine));
        painter.drawRoundedRect(rect().adjusted(24, 24, -24, -24), 12, 12);
        painter.drawText(rect(), Qt::AlignCenter,
                         tr("Drop a map, a photo, or a picture made with Sfumato"));
    }
}

void CanvasView::drawPane(QPainter& painter, const QRectF& pane, bool picture) const
{
    painter.save();
    painter.setClipRect(pane, Qt::IntersectClip);
    const QTransform transform = m_view.toWidget(pane);
    const QRectF exposed = transform.inverted().mapRect(painter.clipBoundingRect());
    const QRectF frame = transform.mapRect(QRectF(QPointF(), QSizeF(m_document->size())));
    painter.fillRect(frame.translated(0, 3).adjusted(-1, -1, 1, 2), QColor(0, 0, 0, 60));
    painter.setTransform(transform, true);
    const bool both = !showsBoth() && !picture && !m_showInput;
    if (picture && (!m_showInput || m_document->inputKind() == InputKind::Nothing)) {
        drawPicture(painter);
    } else if (!both || m_mode == ViewMode::Split) {
        drawInput(painter, exposed);
        if (both) {
            const double x = transform.inverted().map(QPointF(width() * m_split, 0)).x();
            painter.setClipRect(QRectF(x, -1e6, 2e6, 2e6), Qt::IntersectClip);
            drawPicture(painter);
        }
    } else {
        drawPicture(painter);
        painter.setOpacity(m_opacity);
        drawInput(painter, exposed);
    }
    painter.setOpacity(1.0);
    if (m_tool && !picture)
        m_tool->paint(painter, zoom());
    painter.restore();
    if (both && m_mode == ViewMode::Split) {
        const double x = width() * m_split;
        painter.fillRect(QRectF(x - 1, 0, 2, height()), Qt::white);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(QColor(0, 0, 0, 120), 1));
        painter.setBrush(Qt::white);
        painter.drawEllipse(QPointF(x, height() / 2.0), 9, 9);
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

void CanvasView::drawInput(QPainter& painter, const QRectF& exposed) const
{
    switch (m_document->inputKind()) {
    case InputKind::Map: drawMap(painter, exposed); break;
    case InputKind::Boxes: drawBoxes(painter); break;
    case InputKind::Photo: drawPhoto(painter, exposed); break;
    case InputKind::Hole:
        drawPhoto(painter, exposed);
        if (!m_document->photo().isNull())
            drawMap(painter, exposed);
        break;
    case InputKind::Nothing: break;
    }
}

void CanvasView::drawPhoto(QPainter& painter, const QRectF& exposed) const
{
    const QImage& photo = m_document->photo();
    if (photo.isNull()) {
        drawHint(painter, tr("Drop a photo here, or open one (Ctrl+O)"));
        return;
    }
    const QRect part = exposed.toAlignedRect().adjusted(-1, -1, 1, 1) & photo.rect();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom() < 2.0);
    painter.drawImage(part, photo, part);
}

void CanvasView::drawBoxes(QPainter& painter) const
{
    const QSizeF size = m_document->size();
    if (m_document->boxes().empty()) {
        drawHint(painter, tr("Choose a label and drag a box"));
        return;
    }
    painter.fillRect(QRectF(QPointF(), size), palette().base());
    const auto& labels = m_document->palette();
    QFont font = painter.font();
    font.setPixelSize(std::max(1, int(std::lround(12.0 / zoom()))));
    painter.setFont(font);
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
        const QString name = known ? labels[box.label].name : QString::number(box.label);
        const QRectF tag = QRectF(painter.fontMetrics().boundingRect(name))
                               .translated(rect.topLeft())
                               .adjusted(0, 0, 8.0 / zoom(), 4.0 / zoom());
        const QRectF place(rect.topLeft(), tag.size());
        painter.fillRect(place, colour);
        painter.setPen(colour.lightness() > 140 ? Qt::black : Qt::white);
        painter.drawText(place, Qt::AlignCenter, name);
    }
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

void CanvasView::drawMap(QPainter& painter, const QRectF& exposed) const
{
    const QRect part = exposed.toAlignedRect().adjusted(-1, -1, 1, 1) & m_document->map().rect();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom() < 1.0);
    painter.drawImage(part, m_document->map(), part);
}

void CanvasView::drawPicture(QPainter& painter) const
{
    const QRectF area(QPointF(), QSizeF(m_document->size()));
    const QImage& preview = m_document->preview();
    const QImage& image = preview.isNull() ? m_document->result() : preview;
    if (image.isNull()) {
        drawHint(painter, tr("Press Generate (Ctrl+Return)"));
        return;
    }
    const double shown = area.width() * zoom() / image.width();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !preview.isNull() || shown < 2.0);
    painter.drawImage(area, image, QRectF(image.rect()));
}

void CanvasView::drawPointer(QPainter& painter) const
{
    if (!m_pointer)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double radius = m_tool && !m_spaceHeld ? m_tool->outline() * zoom() / 2.0 : 0.0;
    if (radius > 0.0 && mapPane().contains(*m_pointer)) {
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
    QRectF label(pane.left() + 10, 10, box.width() + 18, box.height() + 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 110));
    painter.drawRoundedRect(label, 5, 5);
    painter.setPen(Qt::white);
    painter.drawText(label, Qt::AlignCenter, text);
}

}  // namespace sfumato
