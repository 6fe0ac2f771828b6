// SPDX-License-Identifier: MIT
#pragma once

#include <QKeySequence>
#include <QPointF>
#include <QString>
#include <Qt>

class QPainter;

namespace sfumato {

class ToolContext;

/// What a tool may do to the view that the document is seen in.
class ToolView {
public:
    virtual ~ToolView() = default;
    virtual double zoom() const = 0;  ///< screen pixels a document pixel
    virtual void panBy(QPointF pixels) = 0;
    virtual void zoomAt(QPointF screen, double factor) = 0;
};

/// A pointer event in the document's pixels.
struct ToolEvent {
    QPointF position;
    Qt::KeyboardModifiers modifiers;
    double pressure = 1.0;     ///< 0 … 1; 1 without a tablet
    QPointF screen{};          ///< the same place on the screen
    bool reversed = false;     ///< the pen's eraser end or the right button
    bool spaceHeld = false;    ///< the space bar is held
    ToolView* view = nullptr;  ///< null where there is none, as in tests
};

/// What the pointer does on the canvas. Changes the document only through its commands.
class Tool {
public:
    explicit Tool(ToolContext& context) : m_context(context) {}
    virtual ~Tool() = default;

    virtual QString id() const = 0;      ///< stable, for settings and its icon: "brush"
    virtual QString text() const = 0;    ///< translated
    virtual QString status() const = 0;  ///< one line for the status bar
    virtual QKeySequence shortcut() const = 0;

    virtual void press(const ToolEvent& event) = 0;
    virtual void move(const ToolEvent& event) { Q_UNUSED(event) }
    virtual void release(const ToolEvent& event) { Q_UNUSED(event) }

    /// The pointer moves with nothing pressed.
    virtual void hover(const ToolEvent& event) { Q_UNUSED(event) }

    /// Ends what is under way; what was done so far stays. Called when another tool is taken up.
    virtual void deactivate() {}

    /// Ends what is under way and takes it back: Esc, or a second finger.
    virtual void cancel() { deactivate(); }

    /// Is there something that `cancel` would end, though no button is held?
    virtual bool isBusy() const { return false; }

    /// A key pressed over the canvas. @return true if it meant something to the tool
    virtual bool key(int key, Qt::KeyboardModifiers modifiers)
    {
        Q_UNUSED(key)
        Q_UNUSED(modifiers)
        return false;
    }

    /// Do letters go to `type` now, rather than being shortcuts?
    virtual bool takesLetters() const { return false; }

    /// A letter typed over the canvas. @return true if it meant something to the tool
    virtual bool type(const QString& letters)
    {
        Q_UNUSED(letters)
        return false;
    }

    /// Draws over the input, in the document's pixels. @param zoom screen pixels a document pixel
    virtual void paint(QPainter& painter, double zoom)
    {
        Q_UNUSED(painter)
        Q_UNUSED(zoom)
    }

    /// Does `paint` draw anything that moves with the pointer?
    virtual bool paintsOverlay() const { return false; }

    /// Diameter of the outline at the pointer, in document pixels; 0 = none.
    virtual double outline() const { return 0.0; }

    /// The shape of the pointer over the canvas.
    virtual Qt::CursorShape cursor() const { return Qt::CrossCursor; }

    /// What is chosen, in words, for a screen reader; empty if nothing is.
    virtual QString announcement() const { return {}; }

protected:
    ToolContext& context() const { return m_context; }

private:
    ToolContext& m_context;
};

}  // namespace sfumato
