// SPDX-License-Identifier: MIT
#pragma once

#include "tool/brush_tool.h"

namespace sfumato {

/// Paints the colour in use on the paint layer in use, with a smooth edge; Ctrl+drag and the pen's
/// other end take paint away, Ctrl+click and Alt take up the colour under the pointer.
class ColourBrushTool final : public BrushTool {
public:
    using BrushTool::BrushTool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;

protected:
    bool beginStroke(bool reversed) override;
    void dab(QPointF centre, double diameter) override;
    void pick(QPointF position) override;
    bool picks() const override { return true; }
};

}  // namespace sfumato
