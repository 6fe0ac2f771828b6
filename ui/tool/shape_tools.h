// SPDX-License-Identifier: MIT
#pragma once

#include "tool/tool.h"

#include <QPolygonF>

#include <optional>

namespace sfumato {

/// Fills what is drawn around with the label in use; Ctrl fills with the eraser's.
class ShapeTool : public Tool {
public:
    using Tool::Tool;

    void deactivate() override { m_points.clear(); }
    bool isBusy() const override { return !m_points.isEmpty(); }
    bool paintsOverlay() const override { return !m_points.isEmpty(); }
    void paint(QPainter& painter, double zoom) override;

protected:
    void start(const ToolEvent& event);
    void fill();
    QPolygonF shown() const;

    QPolygonF m_points;
    std::optional<QPointF> m_rubber;  ///< where the next corner would be
    int m_label = 0;
};

/// Fills what a free line goes around.
class LassoTool final : public ShapeTool {
public:
    using ShapeTool::ShapeTool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
    void release(const ToolEvent& event) override;
};

/// Fills a polygon, corner by corner. The first corner, a double click or Return closes it,
/// Backspace takes the last corner back, Shift keeps to eighths of a turn.
class PolygonTool final : public ShapeTool {
public:
    using ShapeTool::ShapeTool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override { hover(event); }
    void release(const ToolEvent& event) override;
    void hover(const ToolEvent& event) override;
    void deactivate() override;
    bool key(int key, Qt::KeyboardModifiers modifiers) override;

private:
    QPointF placed(const ToolEvent& event) const;
    void close();
};

}  // namespace sfumato
