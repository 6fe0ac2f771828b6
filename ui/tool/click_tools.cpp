// SPDX-License-Identifier: MIT
#include "tool/click_tools.h"

#include "tool/tool_context.h"

#include <QCoreApplication>

#include <cmath>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

QPoint pixelOf(QPointF position)
{
    return {int(std::floor(position.x())), int(std::floor(position.y()))};
}

}  // namespace

QString FillTool::id() const
{
    return QStringLiteral("fill");
}

QString FillTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Fill"));
}

QString FillTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool", "Fill an area with the label; Shift replaces its label everywhere, Ctrl erases."));
}

QKeySequence FillTool::shortcut() const
{
    return Qt::Key_G;
}

void FillTool::press(const ToolEvent& event)
{
    const bool erases = event.reversed != bool(event.modifiers & Qt::ControlModifier);
    if (auto* document = context().document())
        document->fill(pixelOf(event.position),
                       erases ? context().eraserLabel() : context().label(),
                       event.modifiers & Qt::ShiftModifier);
}

QString PickerTool::id() const
{
    return QStringLiteral("picker");
}

QString PickerTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Label picker"));
}

QString PickerTool::status() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Take up the label under the pointer."));
}

QKeySequence PickerTool::shortcut() const
{
    return Qt::Key_I;
}

void PickerTool::press(const ToolEvent& event)
{
    if (auto* document = context().document())
        context().setLabel(document->labelAt(pixelOf(event.position)));
}

void PickerTool::move(const ToolEvent& event)
{
    press(event);
}

}  // namespace sfumato
