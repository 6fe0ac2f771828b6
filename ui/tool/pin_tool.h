// SPDX-License-Identifier: MIT
#pragma once

#include "tool/brush_tool.h"

namespace sfumato {

/// Brushes over what is to stay as it is in the next pictures; Ctrl, the right button or the pen's
/// eraser end let parts of it go.
class PinTool final : public BrushTool {
public:
    using BrushTool::BrushTool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;

protected:
    bool beginStroke(bool reversed) override;
    void dab(QPointF centre, double diameter) override;
    bool picks() const override { return false; }

private:
    bool m_reversed = false;
};

}  // namespace sfumato
