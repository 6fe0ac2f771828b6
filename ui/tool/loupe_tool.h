// SPDX-License-Identifier: MIT
#pragma once

#include "tool/tool.h"

namespace sfumato {

/// A click asks to see that place enlarged; dragging moves the view.
class LoupeTool final : public Tool {
public:
    using Tool::Tool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    Qt::CursorShape cursor() const override { return Qt::PointingHandCursor; }

private:
    QPointF m_from, m_last;
    bool m_held = false, m_dragged = false;
};

}  // namespace sfumato
