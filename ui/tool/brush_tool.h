// SPDX-License-Identifier: MIT
#pragma once

#include "tool/tool.h"

#include <optional>

namespace sfumato {

/// Paints the label in use with a hard-edged disc whose size follows the pen's pressure.
/// Shift+click draws a straight line from the last point, Shift+drag changes the size, Ctrl+drag
/// erases, Ctrl+click and Alt take the label under the pointer.
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
    void cancel() override;
    double outline() const override;

protected:
    // How a stroke gets into the document; made of labels unless a tool says otherwise.

    /// @return false if there is to be none  @param reversed  with Ctrl or the pen's other end
    virtual bool beginStroke(bool reversed);
    virtual void dab(QPointF centre, double diameter);

    /// Takes up what is under the pointer.
    virtual void pick(QPointF position);

    virtual int paintLabel() const;

    /// What Ctrl and the pen's other end paint.
    virtual int reverseLabel() const;

    /// Can a label be taken up from the canvas?
    virtual bool picks() const;

private:
    enum class State { Idle, Undecided, Painting, Sizing, Picking };

    void begin(const ToolEvent& event, bool reversed);
    void follow(const ToolEvent& event);
    void lineTo(QPointF to, double size);
    void resize(const ToolEvent& event);
    double sizeFor(double pressure) const;

    State m_state = State::Idle;
    ToolEvent m_pressed{};          ///< where it began, while it may become one thing or another
    std::optional<QPointF> m_last;  ///< where the stroke, or the one before, has got to
    double m_lastSize = 0.0;
    double m_sizeBefore = 0.0;
    int m_label = 0;
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
    int reverseLabel() const override;
};

/// Brushes over what is to be filled anew; Ctrl, the right button or the pen's eraser end take
/// parts of it back. The canvas shows the real mask with its soft edge as a dashed line.
class MaskBrushTool final : public BrushTool {
public:
    using BrushTool::BrushTool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;

protected:
    int paintLabel() const override { return 1; }
    bool picks() const override { return false; }
};

}  // namespace sfumato
