// SPDX-License-Identifier: MIT
#pragma once

#include "tool/tool.h"

#include <QImage>

namespace sfumato {

/// Moves a map or a hole as a whole: by dragging, or by the arrow keys a pixel at a time (with
/// Shift ten). What it uncovers becomes the eraser's label. Shift keeps to one direction.
class MoveTool final : public Tool {
public:
    using Tool::Tool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
    void deactivate() override;
    bool key(int key, Qt::KeyboardModifiers modifiers) override;
    void paint(QPainter& painter, double zoom) override;
    bool paintsOverlay() const override { return m_held; }
    Qt::CursorShape cursor() const override { return Qt::SizeAllCursor; }

private:
    void shift(QPoint way);

    QPointF m_from;
    QPoint m_way;
    bool m_held = false;
};

}  // namespace sfumato
