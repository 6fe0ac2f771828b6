// SPDX-License-Identifier: MIT
#include "tool/loupe_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>
#include <QLineF>

namespace sfumato {

namespace {

constexpr double kDragFrom = 4.0;  // screen pixels: less is a click

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

}  // namespace

QString LoupeTool::id() const
{
    return QStringLiteral("loupe");
}

QString LoupeTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Loupe"));
}

QString LoupeTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool", "Click where it matters: that part is enlarged first, four ways to choose from."));
}

QKeySequence LoupeTool::shortcut() const
{
    return Qt::Key_U;
}

void LoupeTool::press(const ToolEvent& event)
{
    m_from = m_last = event.screen;
    m_held = true;
    m_dragged = false;
}

void LoupeTool::move(const ToolEvent& event)
{
    m_dragged = m_dragged || QLineF(m_from, event.screen).length() >= kDragFrom;
    if (m_held && m_dragged && event.view)
        event.view->panBy(event.screen - m_last);
    m_last = event.screen;
}

void LoupeTool::release(const ToolEvent& event)
{
    m_held = false;
    if (!m_dragged)
        Q_EMIT context().loupeWanted(event.position);
}

}  // namespace sfumato
