// SPDX-License-Identifier: MIT
#pragma once

#include "tool/click_drag_tool.h"

namespace sfumato {

/// Moves the view.
class HandTool final : public Tool {
public:
    using Tool::Tool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    Qt::CursorShape cursor() const override;

private:
    QPointF m_last;
    bool m_held = false;
};

/// Zooms: a click in, Alt or Ctrl+click out, a drag to the right in and to the left out.
class ZoomTool final : public ClickDragTool {
public:
    using ClickDragTool::ClickDragTool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;

protected:
    void clicked(const ToolEvent& event) override;
    void dragged(ToolView& view, QPointF from, QPointF by) override;
};

}  // namespace sfumato
