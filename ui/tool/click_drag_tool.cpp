// SPDX-License-Identifier: MIT
#include "tool/click_drag_tool.h"

#include <QLineF>

namespace sfumato {

namespace {

constexpr double kDragFrom = 4.0;  // screen pixels: less is a click

}  // namespace

void ClickDragTool::press(const ToolEvent& event)
{
    m_from = m_last = event.screen;
    m_held = true;
    m_dragged = false;
}

void ClickDragTool::move(const ToolEvent& event)
{
    m_dragged = m_dragged || QLineF(m_from, event.screen).length() >= kDragFrom;
    if (!m_held || !m_dragged || !event.view)
        return;
    dragged(*event.view, m_from, event.screen - m_last);
    m_last = event.screen;
}

void ClickDragTool::release(const ToolEvent& event)
{
    const bool click = m_held && !m_dragged;
    m_held = false;
    if (click)
        clicked(event);
}

}  // namespace sfumato
