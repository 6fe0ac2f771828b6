// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "tool/tool.h"

#include <QList>
#include <QRectF>

namespace sfumato {

/// Draws boxes with the label in use, in any direction and inside each other; takes hold of those
/// that are chosen to move and resize them.
///
/// Shift draws squares, Alt from the centre (and copies what is moved), Ctrl snaps, the space bar
/// moves a box while it is drawn. A click chooses, Shift+click one more; Tab walks. Letters or F2
/// begin a new name, Return takes it; arrows nudge, PgUp and PgDn change the order, Delete removes.
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
    void hover(const ToolEvent& event) override;
    void deactivate() override;
    void cancel() override;
    bool isBusy() const override { return m_typing; }
    bool key(int key, Qt::KeyboardModifiers modifiers) override;
    bool takesLetters() const override { return m_typing || chosen() >= 0; }
    bool type(const QString& letter) override;
    void paint(QPainter& painter, double zoom) override;
    bool paintsOverlay() const override { return m_grip != 0; }
    Qt::CursorShape cursor() const override;
    QString announcement() const override;

    /// Index of the box that was chosen last, -1 for none.
    int chosen() const;

    /// All that are chosen.
    QList<int> allChosen() const;
    void choose(const QList<int>& indices);

    /// Gives the chosen boxes another label.
    void relabel(int label);

    /// The label whose name the typed letters begin, else contain; -1 for none.
    int typedLabel() const;

private:
    enum Grip { None = 0, Draw = 1, Move = 2, Left = 4, Right = 8, Top = 16, Bottom = 32 };

    QRectF rectOf(int index) const;
    QString nameOf(int label) const;
    int boxAt(QPointF position) const;
    int gripAt(QPointF position) const;

    void draw(const ToolEvent& event);
    void shift(const ToolEvent& event);
    void resize(const ToolEvent& event);
    QPointF snapped(QPointF point) const;
    double snappedTo(double value, const QList<double>& places) const;
    void click(const ToolEvent& event);
    void add(const QRectF& rect);
    void apply(const QList<QRectF>& rects, bool copies, const QString& text);
    void store(ldm::LabelledBox& box, const QRectF& rect) const;

    bool typingKey(int key);
    bool walk(int step);
    bool nudge(QPointF way);
    bool reorder(int step);
    bool removeChosen();
    void paintName(QPainter& painter, const QRectF& rect) const;

    QList<int> m_chosen;
    int m_grip = None;  ///< what is held: Draw, Move, or the sides held of a box
    double m_zoom = 1.0;
    bool m_dragged = false;
    bool m_copies = false;
    QPointF m_from, m_last;
    Qt::CursorShape m_cursor = Qt::CrossCursor;
    QList<QRectF> m_starts, m_rects;  ///< of what is held, in pixels, before and now
    QString m_typed;
    bool m_typing = false;
};

}  // namespace sfumato
