// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "tool/tool.h"

#include <QRectF>

namespace sfumato {

/// Draws boxes with the label in use; takes hold of those there are to move and resize them. Shift
/// draws squares, Alt from the centre, Tab goes from box to box, Delete removes, arrows nudge.
class BoxTool final : public Tool {
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

    /// Index of the chosen box, -1 for none.
    int chosen() const;

    /// Gives the chosen box another label.
    void relabel(int label);

private:
    enum class Grip { None, Draw, Move, Left = 4, Right = 8, Top = 16, Bottom = 32 };

    QRectF rectOf(const ldm::LabelledBox& box) const;
    void change(int index, const QRectF& rect, const QString& text);
    int boxAt(QPointF position) const;
    int gripAt(QPointF position) const;
    void choose(int index);

    int m_chosen = -1;
    int m_grip = 0;       ///< what is held: Grip, or the sides held of a box
    double m_zoom = 1.0;  ///< of the view; grips have one size on the screen
    QPointF m_from;
    QRectF m_start, m_rect;  ///< of the held box in pixels, before and now
};

}  // namespace sfumato
