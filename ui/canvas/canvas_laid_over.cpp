// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"

#include <QPainter>

namespace sfumato {

// What CanvasView lays over input and picture: pins, what glows, a part's preview, another picture.

void CanvasView::drawLaidOver(QPainter& painter, bool picture)
{
    const QRectF area(QPointF(), QSizeF(m_document->size()));
    const auto lay = [&](Overlay kind) {
        const QImage& image = overlay(kind);
        if (!image.isNull())
            painter.drawImage(area, image, QRectF(image.rect()));
    };
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!picture && !m_showInput)
        lay(Overlay::Seen);
    lay(Overlay::Undecided);
    lay(Overlay::Attention);
    if (!m_document->pins().isNull())
        drawTiles(painter, m_pins, area);
}

// The part of the picture that is being made anew, over the one that stays.
void CanvasView::drawPartialPreview(QPainter& painter, const QRectF& area)
{
    painter.save();
    painter.setClipRect(QRectF(m_document->previewPart()) & area, Qt::IntersectClip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const double opacity = painter.opacity();
    const bool fades = m_previewFade.state() == QAbstractAnimation::Running;
    if (fades && !m_previewBefore.isNull())
        painter.drawImage(area, m_previewBefore, QRectF(m_previewBefore.rect()));
    if (fades)
        painter.setOpacity(opacity * m_previewFade.currentValue().toDouble());
    painter.drawImage(area, m_document->preview(), QRectF(m_document->preview().rect()));
    painter.restore();
}

// The other picture to the left of the border.
void CanvasView::drawCompared(QPainter& painter, const QRectF& pane, const QTransform& transform)
{
    const double x = sliderPlace();
    painter.save();
    painter.setClipRect(QRectF(pane.left(), pane.top(), x - pane.left(), pane.height()),
                        Qt::IntersectClip);
    painter.setTransform(transform, true);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom() < 4.0);
    painter.drawImage(QRectF(QPointF(), QSizeF(m_document->size())), m_compared,
                      QRectF(m_compared.rect()));
    painter.restore();
    painter.save();
    painter.setClipRect(pane, Qt::IntersectClip);
    drawSplit(painter, x);
    drawCaption(painter, pane.adjusted(0, 28, 0, 0), m_comparedName);
    painter.restore();
}

}  // namespace sfumato
