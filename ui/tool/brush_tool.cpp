// SPDX-License-Identifier: MIT
#include "tool/brush_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>
#include <QLineF>

#include <cmath>

namespace sfumato {

namespace {

constexpr double kDragFrom = 4.0;  // screen pixels: less is a click
constexpr double kLightest = 0.2;  // share of the size that the lightest touch paints

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

QPoint pixelOf(QPointF position)
{
    return {int(std::floor(position.x())), int(std::floor(position.y()))};
}

double zoomOf(const ToolEvent& event)
{
    return event.view ? event.view->zoom() : 1.0;
}

}  // namespace

QString BrushTool::id() const
{
    return QStringLiteral("brush");
}

QString BrushTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Brush"));
}

QString BrushTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool",
        "Paint the label. Shift+click draws a line, Shift+drag changes the size, Ctrl+drag "
        "erases, Ctrl+click picks a label."));
}

QKeySequence BrushTool::shortcut() const
{
    return Qt::Key_B;
}

int BrushTool::paintLabel() const
{
    return context().label();
}

int BrushTool::reverseLabel() const
{
    return context().eraserLabel();
}

bool BrushTool::picks() const
{
    const auto* document = context().document();
    return document && document->inputKind() == InputKind::Map;
}

double BrushTool::outline() const
{
    return context().brushSize();
}

void BrushTool::press(const ToolEvent& event)
{
    if (!context().document())
        return;
    m_pressed = event;
    m_sizeBefore = context().brushSize();
    const bool control = event.modifiers & Qt::ControlModifier;
    if ((event.modifiers & Qt::AltModifier) && picks()) {
        m_state = State::Picking;
        pick(event.position);
    } else if ((event.modifiers & Qt::ShiftModifier) || (control && picks())) {
        m_state = State::Undecided;
    } else {
        begin(event, control != event.reversed);
    }
}

void BrushTool::move(const ToolEvent& event)
{
    if (m_state == State::Undecided &&
        QLineF(m_pressed.position, event.position).length() * zoomOf(event) >= kDragFrom) {
        if (m_pressed.modifiers & Qt::ShiftModifier)
            m_state = State::Sizing;
        else
            begin(m_pressed, !m_pressed.reversed);
    }
    switch (m_state) {
    case State::Painting: follow(event); break;
    case State::Sizing: resize(event); break;
    case State::Picking: pick(event.position); break;
    case State::Undecided:
    case State::Idle: break;
    }
}

void BrushTool::release(const ToolEvent& event)
{
    const State state = m_state;
    if (state == State::Undecided && !(m_pressed.modifiers & Qt::ShiftModifier)) {
        pick(event.position);
    } else if (state == State::Undecided) {
        // A straight line from where the last stroke ended.
        const auto from = m_last;
        ToolEvent start = m_pressed;
        start.position = from.value_or(event.position);
        begin(start, event.reversed != bool(m_pressed.modifiers & Qt::ControlModifier));
        lineTo(event.position, m_lastSize);
    } else if (state == State::Painting) {
        // The pen is lifted: what the stabiliser held back is drawn to the end, no wider.
        lineTo(event.position, m_lastSize);
    }
    deactivate();
}

void BrushTool::deactivate()
{
    if (m_state == State::Painting && context().document())
        context().document()->endStroke(text());
    m_state = State::Idle;
}

void BrushTool::cancel()
{
    auto* document = context().document();
    const bool painting = m_state == State::Painting;
    if (m_state == State::Sizing)
        context().setBrushSize(m_sizeBefore);
    const int before = document ? document->undoStack().index() : 0;
    deactivate();
    m_last.reset();
    if (painting && document && document->undoStack().index() > before)
        document->undoStack().undo();
}

bool BrushTool::beginStroke(bool reversed)
{
    m_label = reversed ? reverseLabel() : paintLabel();
    context().document()->beginStroke();
    return true;
}

void BrushTool::dab(QPointF centre, double diameter)
{
    context().document()->paintDisc(centre, diameter, m_label);
}

void BrushTool::begin(const ToolEvent& event, bool reversed)
{
    if (!beginStroke(reversed)) {
        m_state = State::Idle;
        return;
    }
    m_state = State::Painting;
    m_last = event.position;
    m_lastSize = sizeFor(event.pressure);
    lineTo(event.position, m_lastSize);
}

// With the stabiliser the brush hangs on a cord behind the pointer: small tremors only slacken it.
void BrushTool::follow(const ToolEvent& event)
{
    const QLineF cord(event.position, *m_last);
    const double length = context().stabiliser() / zoomOf(event);
    if (length <= 0.0)
        lineTo(event.position, sizeFor(event.pressure));
    else if (cord.length() > length)
        lineTo(cord.pointAt(length / cord.length()), sizeFor(event.pressure));
}

double BrushTool::sizeFor(double pressure) const
{
    const double share = context().pressureSizes() ? kLightest + (1.0 - kLightest) * pressure : 1.0;
    return std::max(1.0, context().brushSize() * share);
}

// Discs a tenth of the diameter apart, so that the edge of a stroke is smooth.
void BrushTool::lineTo(QPointF to, double size)
{
    if (!context().document() || m_state != State::Painting)
        return;
    const QLineF line(*m_last, to);
    const double spacing = std::max(0.5, std::min(size, m_lastSize) * 0.1);
    const int steps = std::max(1, int(std::ceil(line.length() / spacing)));
    for (int i = 1; i <= steps; ++i) {
        const double t = double(i) / steps;
        dab(line.pointAt(t), m_lastSize + (size - m_lastSize) * t);
    }
    m_last = to;
    m_lastSize = size;
}

// As wide as the pointer goes to the right, narrower to the left.
void BrushTool::resize(const ToolEvent& event)
{
    const double way = event.view ? (event.screen.x() - m_pressed.screen.x()) / zoomOf(event)
                                  : event.position.x() - m_pressed.position.x();
    context().setBrushSize(m_sizeBefore + 2.0 * way);
}

void BrushTool::pick(QPointF position)
{
    if (context().document())
        context().setLabel(context().document()->labelAt(pixelOf(position)));
}

QString EraserTool::id() const
{
    return QStringLiteral("eraser");
}

QString EraserTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Eraser"));
}

QString EraserTool::status() const
{
    const auto* document = context().document();
    if (document && document->inputKind() == InputKind::Hole)
        return translated(
            QT_TRANSLATE_NOOP("Tool", "Take parts of the hole back; Ctrl adds to it."));
    return translated(QT_TRANSLATE_NOOP(
        "Tool", "Paint the first label, as on an empty map; Ctrl paints the label in use."));
}

QKeySequence EraserTool::shortcut() const
{
    return Qt::Key_E;
}

int EraserTool::paintLabel() const
{
    return context().eraserLabel();
}

int EraserTool::reverseLabel() const
{
    return context().label();
}

QString MaskBrushTool::id() const
{
    return QStringLiteral("mask");
}

QString MaskBrushTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Mask brush"));
}

QString MaskBrushTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool",
        "Brush over what is to be filled anew; Ctrl takes parts back. Shift+click draws a "
        "line, Shift+drag changes the size."));
}

QKeySequence MaskBrushTool::shortcut() const
{
    return Qt::Key_M;
}

}  // namespace sfumato
