// SPDX-License-Identifier: MIT
#pragma once

#include "tool/tool.h"

namespace sfumato {

/// A tool to which a click means one thing and dragging another. What moves less than the hand
/// shakes is a click.
class ClickDragTool : public Tool {
public:
    using Tool::Tool;

    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void deactivate() override { m_held = false; }

protected:
    /// Pressed and let go in the same place.
    virtual void clicked(const ToolEvent& event) = 0;

    /// Moved while pressed. @param from  where it was pressed @param by  since the last call; both
    /// in pixels of the screen
    virtual void dragged(ToolView& view, QPointF from, QPointF by) = 0;

private:
    QPointF m_from, m_last;
    bool m_held = false, m_dragged = false;
};

}  // namespace sfumato
