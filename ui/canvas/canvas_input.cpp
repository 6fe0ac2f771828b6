// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace sfumato {

// The pointer's and the keyboard's part of CanvasView.

namespace {

constexpr double kDragFrom = 4.0;  // pixels: less is a click

// Tells mouse, pen tip, eraser end and finger apart; two pens too.
QString idOf(const QPointerEvent& event)
{
    const auto* device = event.pointingDevice();
    if (!device)
        return QStringLiteral("mouse");
    return QStringLiteral("%1/%2/%3")
        .arg(int(device->type()))
        .arg(int(device->pointerType()))
        .arg(device->uniqueId().numericId());
}

}  // namespace

ToolEvent CanvasView::toolEvent(const Pointer& pointer)
{
    ToolEvent event;
    event.position = mapToDocument(pointer.position);
    event.modifiers = pointer.modifiers;
    event.pressure = pointer.pressure;
    event.screen = pointer.position;
    const bool isEraser = m_tool && m_tool->id() == QStringLiteral("eraser");
    event.reversed = (pointer.eraser && !isEraser) || pointer.button == Qt::RightButton;
    event.spaceHeld = m_spaceHeld;
    event.view = this;
    return event;
}

// Where the border stands that can be dragged; negative if there is none.
double CanvasView::sliderPlace() const
{
    const bool split =
        m_mode == ViewMode::Split && m_document && m_document->inputKind() != InputKind::Nothing;
    const QRectF pane = isComparing() ? picturePane() : QRectF(rect());
    return split || isComparing() ? pane.left() + pane.width() * m_split : -1e6;
}

bool CanvasView::onSlider(QPointF position) const
{
    return std::abs(position.x() - sliderPlace()) < 7.0;
}

// Space or the middle button pan; with Shift they turn, with Ctrl they zoom.
CanvasView::Gesture CanvasView::navigationOf(const Pointer& pointer) const
{
    const bool space = pointer.button == Qt::LeftButton && m_spaceHeld;
    if (!space && pointer.button != Qt::MiddleButton)
        return Gesture::None;
    if (pointer.modifiers & Qt::ShiftModifier)
        return Gesture::Rotate;
    return pointer.modifiers & Qt::ControlModifier ? Gesture::Zoom : Gesture::Pan;
}

void CanvasView::pointerPress(const Pointer& pointer)
{
    if (m_gesture != Gesture::None)
        return;
    m_lastPointer = m_pressed = pointer.position;
    m_gesture = navigationOf(pointer);
    m_kinetic.begin();
    if (m_gesture != Gesture::None) {
        updateCursor();
        return;
    }
    if (pointer.button == Qt::LeftButton && onSlider(pointer.position)) {
        m_gesture = Gesture::Slide;
    } else if (pointer.button == Qt::LeftButton && m_tool && m_document) {
        m_gesture = Gesture::Paint;
        m_paintedWhileHeld = true;
        m_tool->press(toolEvent(pointer));
    } else if (pointer.button == Qt::RightButton) {
        m_gesture = Gesture::Menu;
    }
    updateCursor();
}

void CanvasView::continueGesture(const Pointer& pointer)
{
    const QPointF delta = pointer.position - m_lastPointer;
    switch (m_gesture) {
    case Gesture::Pan:
        m_kinetic.move(delta);
        panBy(delta);
        break;
    case Gesture::Zoom: zoomAt(m_pressed, std::pow(1.008, delta.x() - delta.y())); break;
    case Gesture::Rotate: {
        const QPointF middle = paneAt(m_pressed).center();
        const double turn = QLineF(middle, pointer.position).angleTo(QLineF(middle, m_lastPointer));
        m_view.rotateAbout(middle, paneAt(m_pressed), turn);
        viewChanged();
        break;
    }
    case Gesture::Slide: {
        const QRectF pane = isComparing() ? picturePane() : QRectF(rect());
        setSplit((pointer.position.x() - pane.left()) / std::max(1.0, pane.width()));
        break;
    }
    case Gesture::Menu:
        // The right button was pressed for its menu unless it is dragged: then it paints.
        if (m_tool && m_document && QLineF(m_pressed, pointer.position).length() >= kDragFrom) {
            m_gesture = Gesture::Paint;
            Pointer start = pointer;
            start.position = m_pressed;
            start.button = Qt::RightButton;
            m_tool->press(toolEvent(start));
        }
        break;
    case Gesture::Paint:
    case Gesture::None: break;
    }
}

void CanvasView::pointerMove(const Pointer& pointer)
{
    continueGesture(pointer);
    if (m_tool && m_document) {
        const ToolEvent event = toolEvent(pointer);
        if (m_gesture == Gesture::Paint)
            m_tool->move(event);
        else if (m_gesture == Gesture::None)
            m_tool->hover(event);
        if (m_tool->paintsOverlay())
            update(mapPane().toAlignedRect());
    }
    m_lastPointer = pointer.position;
    updatePointer(pointer.position);
    if (m_document) {
        const QPointF point = mapToDocument(pointer.position);
        const int label =
            m_document->labelAt(QPoint(int(std::floor(point.x())), int(std::floor(point.y()))));
        announce(label);
        Q_EMIT pointerMoved(point, label);
    }
    updateCursor();
}

void CanvasView::pointerRelease(const Pointer& pointer)
{
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    if (gesture == Gesture::Paint && m_tool) {
        m_tool->release(toolEvent(pointer));
        m_announced = -2;
        if (m_tool->paintsOverlay())
            update();
    } else if (gesture == Gesture::Pan) {
        m_kinetic.end();
    } else if (gesture == Gesture::Menu) {
        Q_EMIT contextMenuWanted(mapToDocument(pointer.position),
                                 mapToGlobal(pointer.position.toPoint()));
    }
    updateCursor();
}

// @return true if there was something to cancel
bool CanvasView::cancelGesture()
{
    const bool painting = m_gesture == Gesture::Paint;
    if (!m_tool || (!painting && !m_tool->isBusy()))
        return false;
    m_gesture = Gesture::None;
    m_tool->cancel();
    update();
    return true;
}

// Redraws what follows the pointer, here and where it was.
void CanvasView::updatePointer(std::optional<QPointF> position)
{
    const int reach = int((m_tool ? m_tool->outline() * zoom() : 0.0) / 2.0) + 44;
    for (const auto& place : {m_pointer, position})
        if (place)
            update(QRect(place->toPoint() - QPoint(reach, reach), QSize(2 * reach, 2 * reach)));
    m_pointer = position;
}

void CanvasView::updateCursor()
{
    Qt::CursorShape shape = m_tool ? m_tool->cursor() : Qt::ArrowCursor;
    if (m_gesture == Gesture::Pan)
        shape = Qt::ClosedHandCursor;
    else if (m_gesture == Gesture::Rotate)
        shape = Qt::SizeAllCursor;
    else if (m_gesture == Gesture::Zoom)
        shape = Qt::SizeVerCursor;
    else if (m_spaceHeld && m_gesture == Gesture::None)
        shape = Qt::OpenHandCursor;
    else if (m_gesture == Gesture::Slide ||
             (m_gesture == Gesture::None && m_pointer && onSlider(*m_pointer)))
        shape = Qt::SplitHCursor;
    if (cursor().shape() != shape)
        setCursor(shape);
}

void CanvasView::pointerSeen(const QString& pointer, bool eraser)
{
    if (pointer == m_pointerId || m_gesture != Gesture::None)
        return;
    m_pointerId = pointer;
    Q_EMIT pointerChanged(pointer, eraser);
}

void CanvasView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    m_kinetic.stop();
    const auto modifiers = event->modifiers();
    const QPoint delta = event->angleDelta();
    if ((modifiers & Qt::ControlModifier) && (modifiers & Qt::AltModifier)) {
        Q_EMIT brushSizeStep(delta.x() + delta.y() > 0 ? 1 : -1);
        return;
    }
    // Touchpads report pixels and scroll in both directions: they pan. Wheels zoom.
    const bool scrolls = !event->pixelDelta().isNull() || m_wheelScrolls;
    if (scrolls && !(modifiers & Qt::ControlModifier)) {
        const QPointF pixels =
            event->pixelDelta().isNull() ? QPointF(delta) / 2.0 : QPointF(event->pixelDelta());
        panBy(modifiers & Qt::ShiftModifier ? pixels.transposed() : pixels);
        return;
    }
    zoomAt(event->position(), std::pow(1.0015, delta.y()));
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    pointerSeen(idOf(*event), false);
    pointerPress({event->position(), event->modifiers(), 1.0, event->button()});
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    pointerMove({event->position(), event->modifiers()});
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    pointerRelease({event->position(), event->modifiers(), 1.0, event->button()});
}

// Accepted, so that no mouse event is made up of it. Each one is drawn: none are left out.
void CanvasView::tabletEvent(QTabletEvent* event)
{
    event->accept();
    m_penSeen = true;
    Pointer pointer{event->position(), event->modifiers(), event->pressure(), event->button()};
    pointer.eraser = event->pointerType() == QPointingDevice::PointerType::Eraser;
    pointerSeen(idOf(*event), pointer.eraser);
    if (event->type() == QEvent::TabletPress) {
        pointerPress(pointer);
    } else if (event->type() == QEvent::TabletMove) {
        pointerMove(pointer);
    } else if (event->type() == QEvent::TabletRelease) {
        pointerRelease(pointer);
    }
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    const bool held = event->key() == Qt::Key_Space || event->key() == Qt::Key_QuoteLeft;
    if (event->isAutoRepeat() && held)
        return;
    if (event->key() == Qt::Key_Space) {
        m_spaceHeld = true;
        updateCursor();
    } else if (event->key() == Qt::Key_QuoteLeft) {
        m_showInput = true;
        update();
    } else if (event->key() == Qt::Key_Escape && cancelGesture()) {
        return;
    } else if ((isTyped(*event) && m_tool->type(event->text())) ||
               (m_tool && m_tool->key(event->key(), event->modifiers()))) {
        m_announced = -2;
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
    if (event->key() == m_heldKey) {
        m_heldKey = 0;
        Q_EMIT keyReleased(event->key(), int(m_heldSince.elapsed()), m_paintedWhileHeld);
    }
}

// Keys that are let go elsewhere are not held here any more.
void CanvasView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_spaceHeld = m_showInput = false;
    m_heldKey = 0;
    updateCursor();
    update();
}

bool CanvasView::focusNextPrevChild(bool next)
{
    if (m_tool && m_tool->key(next ? Qt::Key_Tab : Qt::Key_Backtab, {})) {
        m_announced = -2;
        update();
        return true;
    }
    return QWidget::focusNextPrevChild(next);
}

void CanvasView::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    updatePointer(std::nullopt);
}

}  // namespace sfumato
