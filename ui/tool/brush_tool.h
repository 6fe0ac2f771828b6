// SPDX-License-Identifier: MIT
#pragma once

#include "tool/tool.h"

#include <optional>

namespace sfumato {

/// Paints the label in use with a hard-edged disc. Shift+click draws a straight line from the last
/// point; Ctrl or Alt+click takes the label under the pointer.
class BrushTool : public Tool {
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
    double outline() const override;

protected:
    virtual int paintLabel() const;

private:
    void lineTo(QPointF to, double pressure);

    std::optional<QPointF> m_last;  ///< where the stroke, or the one before, has got to
    bool m_painting = false;
};

/// Paints the first label, the one an empty map consists of.
class EraserTool final : public BrushTool {
public:
    using BrushTool::BrushTool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;

protected:
    int paintLabel() const override;
};

}  // namespace sfumato
