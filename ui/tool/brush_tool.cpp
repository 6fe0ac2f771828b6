// SPDX-License-Identifier: MIT
#include "tool/brush_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>
#include <QLineF>

#include <cmath>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
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
    const auto* document = context().document();
    if (document && document->inputKind() == InputKind::Hole)
        return translated(QT_TRANSLATE_NOOP(
            "Tool",
            "Brush over what is to go. [ and ] change the size, Shift+click draws a line."));
    return translated(QT_TRANSLATE_NOOP(
        "Tool",
        "Paint the label. [ and ] change the size, Shift+click draws a line, Ctrl+click "
        "picks a label."));
}

QKeySequence BrushTool::shortcut() const
{
    return Qt::Key_B;
}

int BrushTool::paintLabel() const
{
    return context().label();
}

double BrushTool::outline() const
{
    return context().brushSize();
}

void BrushTool::press(const ToolEvent& event)
{
    auto* document = context().document();
    if (!document)
        return;
    if (event.modifiers & (Qt::ControlModifier | Qt::AltModifier)) {
        context().setLabel(document->labelAt(event.position.toPoint()));
        return;
    }
    document->beginStroke();
    m_painting = true;
    if (!(event.modifiers & Qt::ShiftModifier) || !m_last)
        m_last = event.position;
    lineTo(event.position, event.pressure);
}

void BrushTool::move(const ToolEvent& event)
{
    if (m_painting)
        lineTo(event.position, event.pressure);
}

void BrushTool::release(const ToolEvent& event)
{
    if (!m_painting)
        return;
    lineTo(event.position, event.pressure);
    m_painting = false;
    if (auto* document = context().document())
        document->endStroke(text());
}

void BrushTool::deactivate()
{
    if (m_painting && context().document())
        context().document()->endStroke(text());
    m_painting = false;
    m_last.reset();
}

// Discs a tenth of the diameter apart, so that the edge of a stroke is smooth.
void BrushTool::lineTo(QPointF to, double pressure)
{
    auto* document = context().document();
    if (!document)
        return;
    const double size = std::max(1.0, context().brushSize() * pressure);
    const QLineF line(*m_last, to);
    const int steps = std::max(1, int(std::ceil(line.length() / std::max(0.5, size * 0.1))));
    for (int i = 1; i <= steps; ++i)
        document->paintDisc(line.pointAt(double(i) / steps), size, paintLabel());
    m_last = to;
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
        return translated(QT_TRANSLATE_NOOP("Tool", "Takes parts of the hole back."));
    return translated(QT_TRANSLATE_NOOP("Tool", "Paint the first label, as on an empty map."));
}

QKeySequence EraserTool::shortcut() const
{
    return Qt::Key_E;
}

int EraserTool::paintLabel() const
{
    return context().eraserLabel();
}

}  // namespace sfumato
