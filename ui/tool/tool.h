// SPDX-License-Identifier: MIT
#pragma once

#include <QKeySequence>
#include <QPointF>
#include <QString>
#include <Qt>

class QPainter;

namespace sfumato {

class ToolContext;

/// A pointer event in the document's pixels.
struct ToolEvent {
    QPointF position;
    Qt::KeyboardModifiers modifiers;
    double pressure = 1.0;  ///< 0 … 1; 1 without a tablet
};

/// What the pointer does on the canvas. Changes the document only through its commands.
class Tool {
public:
    explicit Tool(ToolContext& context) : m_context(context) {}
    virtual ~Tool() = default;

    virtual QString id() const = 0;      ///< stable, for settings: "brush"
    virtual QString text() const = 0;    ///< translated
    virtual QString status() const = 0;  ///< one line for the status bar
    virtual QKeySequence shortcut() const = 0;

    virtual void press(const ToolEvent& event) = 0;
    virtual void move(const ToolEvent& event) { Q_UNUSED(event) }
    virtual void release(const ToolEvent& event) { Q_UNUSED(event) }

    /// Ends what is under way without a trace. Called when another tool is taken up.
    virtual void deactivate() {}

    /// A key pressed over the canvas. @return true if it meant something to the tool
    virtual bool key(int key, Qt::KeyboardModifiers modifiers)
    {
        Q_UNUSED(key)
        Q_UNUSED(modifiers)
        return false;
    }

    /// Draws over the input, in the document's pixels. @param zoom screen pixels a document pixel
    virtual void paint(QPainter& painter, double zoom)
    {
        Q_UNUSED(painter)
        Q_UNUSED(zoom)
    }

    /// Diameter of the outline at the pointer, in document pixels; 0 = none.
    virtual double outline() const { return 0.0; }

protected:
    ToolContext& context() const { return m_context; }

private:
    ToolContext& m_context;
};

}  // namespace sfumato
