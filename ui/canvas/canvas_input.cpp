// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"
#include "tool/tool.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QTabletEvent>
#include <QWheelEvent>

#include <cmath>

namespace sfumato {

// The pointer's part of CanvasView: gestures, tools, keys held, drops.

ToolEvent CanvasView::toolEvent(QPointF widget, Qt::KeyboardModifiers modifiers,
                                double pressure) const
{
    const QRectF pane = showsBoth() && widget.x() > width() / 2.0 ? picturePane() : mapPane();
    return {m_view.toWidget(pane).inverted().map(widget), modifiers, pressure};
}

bool CanvasView::onSlider(QPointF position) const
{
    return m_mode == ViewMode::Split && std::abs(position.x() - width() * m_split) < 7.0;
}

void CanvasView::pointerPress(QPointF position, Qt::MouseButton button,
                              Qt::KeyboardModifiers modifiers, double pressure)
{
    m_lastPointer = position;
    if (button == Qt::MiddleButton || (button == Qt::LeftButton && m_spaceHeld)) {
        m_gesture = Gesture::Pan;
    } else if (button == Qt::LeftButton && onSlider(position)) {
        m_gesture = Gesture::Slide;
    } else if (button == Qt::LeftButton && m_tool && m_document) {
        m_gesture = Gesture::Paint;
        m_tool->press(toolEvent(position, modifiers, pressure));
    }
    updateCursor();
}

void CanvasView::pointerMove(QPointF position, Qt::KeyboardModifiers modifiers, double pressure)
{
    const auto before = m_pointer;
    m_pointer = position;
    if (m_gesture == Gesture::Pan) {
        m_fitted = false;
        m_view.pan(position - m_lastPointer);
        update();
    } else if (m_gesture == Gesture::Slide) {
        m_split = std::clamp(position.x() / std::max(1, width()), 0.02, 0.98);
        update();
    } else if (m_gesture == Gesture::Paint && m_tool) {
        m_tool->move(toolEvent(position, modifiers, pressure));
        if (m_document->inputKind() == InputKind::Boxes)
            update();
    }
    m_lastPointer = position;
    const int reach = int((m_tool ? m_tool->outline() * zoom() : 0.0) / 2.0) + 44;
    const auto around = [reach](QPointF p) {
        return QRect(p.toPoint() - QPoint(reach, reach), QSize(2 * reach, 2 * reach));
    };
    update(around(position));
    if (before)
        update(around(*before));
    if (m_document) {
        const QPointF point = toolEvent(position, modifiers, pressure).position;
        Q_EMIT pointerMoved(point, m_document->labelAt(QPoint(int(std::floor(point.x())),
                                                              int(std::floor(point.y())))));
    }
    updateCursor();
}

void CanvasView::pointerRelease(QPointF position, Qt::KeyboardModifiers modifiers)
{
    if (m_gesture == Gesture::Paint && m_tool)
        m_tool->release(toolEvent(position, modifiers, 1.0));
    if (m_gesture == Gesture::Paint)
        update();
    m_gesture = Gesture::None;
    updateCursor();
}

void CanvasView::updateCursor()
{
    if (m_gesture == Gesture::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_spaceHeld)
        setCursor(Qt::OpenHandCursor);
    else if (m_gesture == Gesture::Slide || (m_pointer && onSlider(*m_pointer)))
        setCursor(Qt::SplitHCursor);
    else
        setCursor(Qt::CrossCursor);
}

void CanvasView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_fitted)
        fit();
}

void CanvasView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    const auto modifiers = event->modifiers();
    if ((modifiers & Qt::ControlModifier) && (modifiers & Qt::AltModifier)) {
        const QPoint delta = event->angleDelta();
        Q_EMIT brushSizeStep(delta.x() + delta.y() > 0 ? 1 : -1);
        return;
    }
    // Touchpads report pixels and scroll in both directions: they pan. Wheels zoom.
    if (!event->pixelDelta().isNull() && !(modifiers & Qt::ControlModifier)) {
        m_fitted = false;
        m_view.pan(event->pixelDelta());
        update();
        return;
    }
    const double factor = std::pow(1.0015, event->angleDelta().y());
    const QRectF pane =
        showsBoth() && event->position().x() > width() / 2.0 ? picturePane() : mapPane();
    m_fitted = false;
    m_view.zoomAbout(event->position(), pane, factor);
    update();
    Q_EMIT zoomChanged(zoom());
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    pointerPress(event->position(), event->button(), event->modifiers(), 1.0);
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    pointerMove(event->position(), event->modifiers(), 1.0);
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    pointerRelease(event->position(), event->modifiers());
}

void CanvasView::tabletEvent(QTabletEvent* event)
{
    event->accept();
    const double pressure = 0.25 + 0.75 * event->pressure();
    if (event->type() == QEvent::TabletPress)
        pointerPress(event->position(), event->button(), event->modifiers(), pressure);
    else if (event->type() == QEvent::TabletMove)
        pointerMove(event->position(), event->modifiers(), pressure);
    else if (event->type() == QEvent::TabletRelease)
        pointerRelease(event->position(), event->modifiers());
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat() &&
        (event->key() == Qt::Key_Space || event->key() == Qt::Key_QuoteLeft))
        return;
    if (event->key() == Qt::Key_Space) {
        m_spaceHeld = true;
        updateCursor();
    } else if (event->key() == Qt::Key_QuoteLeft) {
        m_showInput = true;
        update();
    } else if (m_tool && m_tool->key(event->key(), event->modifiers())) {
        update();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat())
        return;
    if (event->key() == Qt::Key_Space) {
        m_spaceHeld = false;
        updateCursor();
    } else if (event->key() == Qt::Key_QuoteLeft) {
        m_showInput = false;
        update();
    } else {
        QWidget::keyReleaseEvent(event);
    }
}

bool CanvasView::focusNextPrevChild(bool next)
{
    if (m_tool && m_tool->key(next ? Qt::Key_Tab : Qt::Key_Backtab, {})) {
        update();
        return true;
    }
    return QWidget::focusNextPrevChild(next);
}

void CanvasView::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_pointer.reset();
    update();
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    m_dropping = true;
    update();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*)
{
    m_dropping = false;
    update();
}

void CanvasView::dropEvent(QDropEvent* event)
{
    m_dropping = false;
    update();
    event->acceptProposedAction();
    Q_EMIT filesDropped(event->mimeData()->urls());
}

}  // namespace sfumato
