// SPDX-License-Identifier: MIT
#pragma once

#include "tool/click_drag_tool.h"

namespace sfumato {

/// A click asks to see that place enlarged; dragging moves the view.
class LoupeTool final : public ClickDragTool {
public:
    using ClickDragTool::ClickDragTool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;
    Qt::CursorShape cursor() const override { return Qt::PointingHandCursor; }

protected:
    void clicked(const ToolEvent& event) override;
    void dragged(ToolView& view, QPointF from, QPointF by) override;
};

}  // namespace sfumato
