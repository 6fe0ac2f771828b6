// SPDX-License-Identifier: MIT
#include "tool/view_tools.h"

#include <QCoreApplication>
#include <QLineF>

#include <cmath>

namespace sfumato {

namespace {

constexpr double kDragFrom = 4.0;  // screen pixels: less is a click

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

void ZoomTool::press(const ToolEvent& event)
{
    m_from = m_last = event.screen;
    m_dragged = false;
}

void ZoomTool::move(const ToolEvent& event)
{
    m_dragged = m_dragged || QLineF(m_from, event.screen).length() >= kDragFrom;
    if (!m_dragged || !event.view)
        return;
    event.view->zoomAt(m_from, std::pow(1.008, event.screen.x() - m_last.x()));
    m_last = event.screen;
}

void ZoomTool::release(const ToolEvent& event)
{
    const bool out = event.modifiers & (Qt::AltModifier | Qt::ControlModifier) || event.reversed;
    if (!m_dragged && event.view)
        event.view->zoomAt(event.screen, out ? 0.5 : 2.0);
}

}  // namespace sfumato
