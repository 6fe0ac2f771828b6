// SPDX-License-Identifier: MIT
#include "tool/box_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>
#include <QLineF>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sfumato {

namespace {

constexpr double kGripPixels = 7.0;  // on the screen
constexpr double kSnapPixels = 8.0;
constexpr double kDragFrom = 4.0;  // less is a click
constexpr double kSmallest = 4.0;  // in the document: smaller is a slip of the hand

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

}  // namespace

QString BoxTool::id() const
{
    return QStringLiteral("box");
}

QString BoxTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Box"));
}

QString BoxTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool",
        "Drag a box: Shift square, Alt from the centre, Ctrl snaps, Space moves it. Click "
        "one and type its name, drag it, or press Delete."));
}

QKeySequence BoxTool::shortcut() const
{
    return Qt::Key_R;
}

// Boxes may have gone since they were chosen.
QList<int> BoxTool::allChosen() const
{
    const auto* document = context().document();
    QList<int> valid;
    for (const int index : m_chosen)
        if (document && index < int(document->boxes().size()))
            valid.append(index);
    return valid;
}

int BoxTool::chosen() const
{
    const auto all = allChosen();
    return all.isEmpty() ? -1 : all.last();
}

QRectF BoxTool::rectOf(int index) const
{
    const auto& box = context().document()->boxes()[size_t(index)];
    const QSizeF size = context().document()->size();
    return {box.x * size.width(), box.y * size.height(), box.width * size.width(),
            box.height * size.height()};
}

// The uppermost box under a point; smaller ones lie above larger ones.
int BoxTool::boxAt(QPointF position) const
{
    int found = -1;
    double area = 0.0;
    for (int i = 0; i < int(context().document()->boxes().size()); ++i) {
        const QRectF rect = rectOf(i);
        const double its = rect.width() * rect.height();
        if (rect.contains(position) && (found < 0 || its <= area)) {
            found = i;
            area = its;
        }
    }
    return found;
}

// The sides of the chosen box that lie under a point.
int BoxTool::gripAt(QPointF position) const
{
    if (allChosen().size() != 1)
        return None;
    const QRectF rect = rectOf(chosen());
    const double reach = kGripPixels / m_zoom;
    if (!rect.adjusted(-reach, -reach, reach, reach).contains(position))
        return None;
    int sides = 0;
    const auto near = [reach](double a, double b) { return std::abs(a - b) < reach; };
    if (near(position.x(), rect.left()))
        sides |= Left;
    else if (near(position.x(), rect.right()))
        sides |= Right;
    if (near(position.y(), rect.top()))
        sides |= Top;
    else if (near(position.y(), rect.bottom()))
        sides |= Bottom;
    return sides;
}

void BoxTool::choose(const QList<int>& indices)
{
    m_typing = false;
    m_typed.clear();
    m_chosen = {};  // the label of what is chosen must not rename what was
    if (!indices.isEmpty())
        context().setLabel(context().document()->boxes()[size_t(indices.last())].label);
    m_chosen = indices;
}

void BoxTool::press(const ToolEvent& event)
{
    if (!context().document())
        return;
    if (event.view)
        m_zoom = event.view->zoom();
    m_from = m_last = event.position;
    m_dragged = false;
    m_grip = gripAt(event.position);
    m_starts.clear();
    if (m_grip == None) {
        const int hit = boxAt(event.position);
        m_grip = hit >= 0 && allChosen().contains(hit) ? Move : Draw;
    }
    m_copies = m_grip == Move && (event.modifiers & Qt::AltModifier);
    if (m_grip != Draw)
        for (const int index : allChosen())
            m_starts.append(rectOf(index));
    m_rects = m_starts;
}

void BoxTool::move(const ToolEvent& event)
{
    if (m_grip == None)
        return;
    m_dragged = m_dragged || QLineF(m_from, event.position).length() * m_zoom >= kDragFrom;
    if (m_dragged) {
        if (m_grip == Draw)
            draw(event);
        else if (m_grip == Move)
            shift(event);
        else
            resize(event);
    }
    m_last = event.position;
}

void BoxTool::draw(const ToolEvent& event)
{
    if (event.spaceHeld)
        m_from += event.position - m_last;
    const bool snaps = event.modifiers & Qt::ControlModifier;
    const QPointF from = snaps ? snapped(m_from) : m_from;
    QPointF delta = (snaps ? snapped(event.position) : event.position) - from;
    if (event.modifiers & Qt::ShiftModifier) {
        const double side = std::max(std::abs(delta.x()), std::abs(delta.y()));
        delta = {std::copysign(side, delta.x()), std::copysign(side, delta.y())};
    }
    const QPointF opposite = event.modifiers & Qt::AltModifier ? from - delta : from;
    m_rects = {QRectF(opposite, from + delta).normalized()};
}

void BoxTool::shift(const ToolEvent& event)
{
    QPointF delta = event.position - m_from;
    if (event.modifiers & Qt::ShiftModifier)
        std::abs(delta.x()) > std::abs(delta.y()) ? delta.setY(0.0) : delta.setX(0.0);
    if (event.modifiers & Qt::ControlModifier) {
        // The corner that needs the smaller step decides.
        const QRectF moved = m_starts.last().translated(delta);
        const QPointF first = snapped(moved.topLeft()) - moved.topLeft();
        const QPointF second = snapped(moved.bottomRight()) - moved.bottomRight();
        const auto step = [](double a, double b) {
            return a == 0.0 || (b != 0.0 && std::abs(b) < std::abs(a)) ? b : a;
        };
        delta += QPointF(step(first.x(), second.x()), step(first.y(), second.y()));
    }
    for (qsizetype i = 0; i < m_starts.size(); ++i)
        m_rects[i] = m_starts[i].translated(delta);
}

void BoxTool::resize(const ToolEvent& event)
{
    const bool snaps = event.modifiers & Qt::ControlModifier;
    const QPointF to = snaps ? snapped(event.position) : event.position;
    QRectF rect = m_starts.last();
    if (m_grip & Left)
        rect.setLeft(to.x());
    if (m_grip & Right)
        rect.setRight(to.x());
    if (m_grip & Top)
        rect.setTop(to.y());
    if (m_grip & Bottom)
        rect.setBottom(to.y());
    m_rects.last() = rect.normalized();
}

double BoxTool::snappedTo(double value, const QList<double>& places) const
{
    double best = value, reach = kSnapPixels / m_zoom;
    for (const double place : places)
        if (std::abs(place - value) <= reach) {
            reach = std::abs(place - value);
            best = place;
        }
    return best;
}

// To the sides and middles of the picture and of the boxes that are not held.
QPointF BoxTool::snapped(QPointF point) const
{
    const QSizeF size = context().document()->size();
    QList<double> across{0.0, size.width() / 2.0, size.width()};
    QList<double> down{0.0, size.height() / 2.0, size.height()};
    const auto held = m_grip == Draw ? QList<int>() : allChosen();
    for (int i = 0; i < int(context().document()->boxes().size()); ++i) {
        if (held.contains(i))
            continue;
        const QRectF rect = rectOf(i);
        across << rect.left() << rect.center().x() << rect.right();
        down << rect.top() << rect.center().y() << rect.bottom();
    }
    return {snappedTo(point.x(), across), snappedTo(point.y(), down)};
}

void BoxTool::release(const ToolEvent& event)
{
    if (!context().document() || m_grip == None)
        return;
    move(event);
    const int grip = std::exchange(m_grip, int(None));
    if (!m_dragged)
        click(event);
    else if (grip == Draw && m_rects.last().width() >= kSmallest &&
             m_rects.last().height() >= kSmallest)
        add(m_rects.last());
    else if (grip != Draw && m_rects != m_starts)
        apply(m_rects, m_copies,
              m_copies ? translated(QT_TRANSLATE_NOOP("Tool", "Copy boxes"))
                       : translated(QT_TRANSLATE_NOOP("Tool", "Move box")));
}

void BoxTool::click(const ToolEvent& event)
{
    const int hit = boxAt(event.position);
    auto indices = allChosen();
    if (!(event.modifiers & Qt::ShiftModifier))
        indices.clear();
    if (hit >= 0 && !indices.removeOne(hit))
        indices.append(hit);
    choose(indices);
}

void BoxTool::hover(const ToolEvent& event)
{
    if (!context().document())
        return;
    const int grip = gripAt(event.position);
    const bool slash = grip == (Left | Bottom) || grip == (Right | Top);
    const bool backslash = grip == (Left | Top) || grip == (Right | Bottom);
    m_cursor = slash                                         ? Qt::SizeBDiagCursor
               : backslash                                   ? Qt::SizeFDiagCursor
               : grip & (Left | Right)                       ? Qt::SizeHorCursor
               : grip != None                                ? Qt::SizeVerCursor
               : allChosen().contains(boxAt(event.position)) ? Qt::SizeAllCursor
                                                             : Qt::CrossCursor;
}

Qt::CursorShape BoxTool::cursor() const
{
    return m_cursor;
}

// What leaves the picture is cut off.
void BoxTool::store(ldm::LabelledBox& box, const QRectF& rect) const
{
    const QSizeF size = context().document()->size();
    const QRectF inside = rect.intersected(QRectF(QPointF(), size));
    if (inside.width() < 1.0 || inside.height() < 1.0)
        return;
    box.x = inside.x() / size.width();
    box.y = inside.y() / size.height();
    box.width = inside.width() / size.width();
    box.height = inside.height() / size.height();
}

void BoxTool::add(const QRectF& rect)
{
    auto boxes = context().document()->boxes();
    ldm::LabelledBox box;
    box.label = context().label();
    box.width = box.height = 0.0;
    store(box, rect);
    if (box.width <= 0.0)
        return;
    boxes.push_back(box);
    context().document()->setBoxes(boxes, translated(QT_TRANSLATE_NOOP("Tool", "New box")));
    m_chosen = {int(boxes.size()) - 1};
    m_typing = false;
}

// Gives the chosen boxes, or copies of them, these places.
void BoxTool::apply(const QList<QRectF>& rects, bool copies, const QString& text)
{
    auto boxes = context().document()->boxes();
    auto indices = allChosen();
    if (copies)
        for (auto& index : indices) {
            boxes.push_back(boxes[size_t(index)]);
            index = int(boxes.size()) - 1;
        }
    for (qsizetype i = 0; i < indices.size() && i < rects.size(); ++i)
        store(boxes[size_t(indices[i])], rects[i]);
    context().document()->setBoxes(boxes, text);
    m_chosen = indices;
}

void BoxTool::deactivate()
{
    m_grip = None;
    m_typing = false;
    m_chosen.clear();
}

void BoxTool::cancel()
{
    m_grip = None;
    m_typing = false;
    m_typed.clear();
}

}  // namespace sfumato
