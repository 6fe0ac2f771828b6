// SPDX-License-Identifier: MIT
#include "tool/view_tools.h"

#include <QCoreApplication>

#include <cmath>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

}  // namespace

QString HandTool::id() const
{
    return QStringLiteral("hand");
}

QString HandTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Hand"));
}

QString HandTool::status() const
{
    return translated(
        QT_TRANSLATE_NOOP("Tool", "Drag to move the view. The space bar does so with any tool."));
}

QKeySequence HandTool::shortcut() const
{
    return Qt::Key_H;
}

void HandTool::press(const ToolEvent& event)
{
    m_last = event.screen;
    m_held = true;
}

void HandTool::move(const ToolEvent& event)
{
    if (m_held && event.view)
        event.view->panBy(event.screen - m_last);
    m_last = event.screen;
}

void HandTool::release(const ToolEvent& event)
{
    move(event);
    m_held = false;
}

Qt::CursorShape HandTool::cursor() const
{
    return m_held ? Qt::ClosedHandCursor : Qt::OpenHandCursor;
}

QString ZoomTool::id() const
{
    return QStringLiteral("zoom");
}

QString ZoomTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Zoom"));
}

QString ZoomTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool", "Click to come closer, Alt+click to step back, drag to zoom smoothly."));
}

QKeySequence ZoomTool::shortcut() const
{
    return Qt::Key_Z;
}

void ZoomTool::clicked(const ToolEvent& event)
{
    const bool out = event.modifiers & (Qt::AltModifier | Qt::ControlModifier) || event.reversed;
    if (event.view)
        event.view->zoomAt(event.screen, out ? 0.5 : 2.0);
}

void ZoomTool::dragged(ToolView& view, QPointF from, QPointF by)
{
    view.zoomAt(from, std::pow(1.008, by.x()));
}

}  // namespace sfumato
