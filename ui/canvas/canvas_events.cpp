// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QTouchEvent>

namespace sfumato {

// Touch, drops, and what Qt asks CanvasView before it handles events itself.

bool CanvasView::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel: return touched(static_cast<QTouchEvent*>(event));
    case QEvent::ShortcutOverride: {
        auto* key = static_cast<QKeyEvent*>(event);
        if (!key->isAutoRepeat() && key->key() != m_heldKey) {
            m_heldKey = key->key();
            m_heldSince.start();
            m_paintedWhileHeld = false;
        }
        // Esc ends a gesture first; letters name what is chosen.
        const bool gesture = m_gesture == Gesture::Paint || (m_tool && m_tool->isBusy());
        if ((gesture && key->key() == Qt::Key_Escape) || isTyped(*key)) {
            event->accept();
            return true;
        }
        break;
    }
    default: break;
    }
    return QWidget::event(event);
}

// Is the key a letter that the tool takes?
bool CanvasView::isTyped(const QKeyEvent& event) const
{
    const bool plain = !(event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    return plain && m_tool && m_tool->takesLetters() && event.text().size() == 1 &&
           event.text().front().isLetter();
}

bool CanvasView::touched(QTouchEvent* event)
{
    event->accept();
    const qint64 time = qint64(event->timestamp());
    QList<QPointF> fingers;
    for (const auto& point : event->points())
        if (point.state() != QEventPoint::Released)
            fingers.append(point.position());
    if (event->type() == QEvent::TouchCancel || event->type() == QEvent::TouchEnd ||
        fingers.isEmpty()) {
        const QPointF last =
            event->points().isEmpty() ? m_lastPointer : event->points().first().position();
        touchEnded(last, time, event->type() == QEvent::TouchCancel);
        return true;
    }
    const bool paints = m_fingerPaints || !m_penSeen;
    if (event->type() == QEvent::TouchBegin) {
        m_kinetic.begin();
        m_fingerDown = paints && m_gesture == Gesture::None;
        if (m_fingerDown) {
            pointerSeen(QStringLiteral("finger"), false);
            pointerPress({fingers.first(), event->modifiers(), 1.0, Qt::LeftButton});
        }
    }
    if (fingers.size() > 1 && m_fingerDown) {
        // A second finger: the first one was not meant to paint.
        m_fingerDown = false;
        cancelGesture();
        m_gesture = Gesture::None;
        updatePointer(std::nullopt);
    }
    const auto step = m_touch.update(fingers, time);
    if (m_fingerDown) {
        pointerMove({fingers.first(), event->modifiers()});
    } else if (step) {
        m_kinetic.move(step->pan);
        m_view.pan(step->pan);
        m_view.zoomAbout(step->centre, paneAt(step->centre), step->zoom);
        m_view.rotateAbout(step->centre, paneAt(step->centre), step->rotate);
        viewChanged();
    }
    return true;
}

void CanvasView::touchEnded(QPointF last, qint64 time, bool cancelled)
{
    const int fingers = m_touch.fingers();
    const int tapped = m_touch.end(time);
    if (m_fingerDown) {
        m_fingerDown = false;
        if (cancelled)
            cancelGesture();
        else
            pointerRelease({last, {}, 1.0, Qt::LeftButton});
        updatePointer(std::nullopt);
        return;
    }
    if (cancelled)
        return;
    if (tapped == 2)
        Q_EMIT undoWanted();
    else if (tapped == 3)
        Q_EMIT redoWanted();
    else if (tapped == 4)
        Q_EMIT canvasOnlyWanted();
    else if (fingers > 0)
        m_kinetic.end();
}

void CanvasView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_dropZones->setGeometry(rect());
    if (m_fitted)
        fit();
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasUrls() || !DropZones::takes(event->mimeData()->urls()))
        return;
    event->acceptProposedAction();
    m_dropZones->open(event->mimeData()->urls());
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event)
{
    event->setAccepted(m_dropZones->point(event->position()));
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*)
{
    m_dropZones->close();
}

void CanvasView::dropEvent(QDropEvent* event)
{
    const auto zone = m_dropZones->zoneAt(event->position());
    m_dropZones->close();
    if (!zone)
        return;
    event->acceptProposedAction();
    Q_EMIT dropped(*zone, event->mimeData()->urls());
}

}  // namespace sfumato
