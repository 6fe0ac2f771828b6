// SPDX-License-Identifier: MIT
#include "tool/box_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>
#include <utility>

namespace sfumato {

namespace {

constexpr double kGripPixels = 7.0;  // on the screen
constexpr double kSmallest = 4.0;    // in the document: smaller is a slip of the hand

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
        "Drag a box. Shift makes it square, Alt draws from the centre; click one to move "
        "or resize it, Delete removes it."));
}

QKeySequence BoxTool::shortcut() const
{
    return Qt::Key_R;
}

int BoxTool::chosen() const
{
    const auto* document = context().document();
    return document && m_chosen < int(document->boxes().size()) ? m_chosen : -1;
}

QRectF BoxTool::rectOf(const ldm::LabelledBox& box) const
{
    const QSizeF size = context().document()->size();
    return {box.x * size.width(), box.y * size.height(), box.width * size.width(),
            box.height * size.height()};
}

// The uppermost box under a point; smaller ones lie above larger ones.
int BoxTool::boxAt(QPointF position) const
{
    const auto& boxes = context().document()->boxes();
    int found = -1;
    double area = 0.0;
    for (int i = 0; i < int(boxes.size()); ++i) {
        const QRectF rect = rectOf(boxes[size_t(i)]);
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
    if (chosen() < 0)
        return int(Grip::None);
    const QRectF rect = rectOf(context().document()->boxes()[size_t(m_chosen)]);
    const double reach = kGripPixels / m_zoom;
    if (!rect.adjusted(-reach, -reach, reach, reach).contains(position))
        return int(Grip::None);
    int sides = 0;
    const auto near = [reach](double a, double b) { return std::abs(a - b) < reach; };
    if (near(position.x(), rect.left()))
        sides |= int(Grip::Left);
    else if (near(position.x(), rect.right()))
        sides |= int(Grip::Right);
    if (near(position.y(), rect.top()))
        sides |= int(Grip::Top);
    else if (near(position.y(), rect.bottom()))
        sides |= int(Grip::Bottom);
    return sides;
}

void BoxTool::choose(int index)
{
    m_chosen = index;
    if (index >= 0)
        context().setLabel(context().document()->boxes()[size_t(index)].label);
}

void BoxTool::press(const ToolEvent& event)
{
    if (!context().document())
        return;
    m_from = event.position;
    m_grip = gripAt(event.position);
    if (m_grip == int(Grip::None)) {
        choose(boxAt(event.position));
        m_grip = int(m_chosen >= 0 ? Grip::Move : Grip::Draw);
    }
    m_start = m_rect = m_chosen >= 0 ? rectOf(context().document()->boxes()[size_t(m_chosen)])
                                     : QRectF(event.position, QSizeF());
}

void BoxTool::move(const ToolEvent& event)
{
    QPointF delta = event.position - m_from;
    if (m_grip == int(Grip::Move)) {
        m_rect = m_start.translated(delta);
    } else if (m_grip == int(Grip::Draw)) {
        if (event.modifiers & Qt::ShiftModifier) {
            const double side = std::max(std::abs(delta.x()), std::abs(delta.y()));
            delta = {std::copysign(side, delta.x()), std::copysign(side, delta.y())};
        }
        const QPointF opposite = event.modifiers & Qt::AltModifier ? m_from - delta : m_from;
        m_rect = QRectF(opposite, m_from + delta).normalized();
    } else if (m_grip != int(Grip::None)) {
        QRectF rect = m_start;
        if (m_grip & int(Grip::Left))
            rect.setLeft(rect.left() + delta.x());
        if (m_grip & int(Grip::Right))
            rect.setRight(rect.right() + delta.x());
        if (m_grip & int(Grip::Top))
            rect.setTop(rect.top() + delta.y());
        if (m_grip & int(Grip::Bottom))
            rect.setBottom(rect.bottom() + delta.y());
        m_rect = rect.normalized();
    }
}

void BoxTool::release(const ToolEvent& event)
{
    if (!context().document() || m_grip == int(Grip::None))
        return;
    move(event);
    const int grip = std::exchange(m_grip, int(Grip::None));
    if (grip != int(Grip::Draw)) {
        if (m_rect != m_start)
            change(m_chosen, m_rect, translated(QT_TRANSLATE_NOOP("Tool", "Move box")));
        return;
    }
    if (m_rect.width() >= kSmallest && m_rect.height() >= kSmallest)
        change(int(context().document()->boxes().size()), m_rect,
               translated(QT_TRANSLATE_NOOP("Tool", "New box")));
}

// Sets one box, or appends it; what leaves the picture is cut off.
void BoxTool::change(int index, const QRectF& rect, const QString& text)
{
    auto* document = context().document();
    const QSizeF size = document->size();
    const QRectF inside = rect.intersected(QRectF(QPointF(), size));
    if (inside.width() < 1.0 || inside.height() < 1.0)
        return;
    auto boxes = document->boxes();
    if (index == int(boxes.size())) {
        boxes.emplace_back();
        boxes.back().label = context().label();
    }
    auto& box = boxes[size_t(index)];
    box.x = inside.x() / size.width();
    box.y = inside.y() / size.height();
    box.width = inside.width() / size.width();
    box.height = inside.height() / size.height();
    document->setBoxes(boxes, text);
    m_chosen = index;
}

void BoxTool::deactivate()
{
    m_grip = int(Grip::None);
    m_chosen = -1;
}

void BoxTool::relabel(int label)
{
    auto* document = context().document();
    if (chosen() < 0 || document->boxes()[size_t(m_chosen)].label == label)
        return;
    auto boxes = document->boxes();
    boxes[size_t(m_chosen)].label = label;
    document->setBoxes(boxes, translated(QT_TRANSLATE_NOOP("Tool", "Rename box")));
}

bool BoxTool::key(int key, Qt::KeyboardModifiers modifiers)
{
    auto* document = context().document();
    if (!document || document->boxes().empty())
        return false;
    const int count = int(document->boxes().size());
    if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
        const int step = key == Qt::Key_Tab ? 1 : count - 1;
        choose(chosen() < 0 ? 0 : (m_chosen + step) % count);
        return true;
    }
    if (chosen() < 0)
        return false;
    if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
        auto boxes = document->boxes();
        boxes.erase(boxes.begin() + m_chosen);
        document->setBoxes(boxes, translated(QT_TRANSLATE_NOOP("Tool", "Delete box")));
        m_chosen = -1;
        return true;
    }
    const double step = modifiers & Qt::ShiftModifier ? 10.0 : 1.0;
    const QPointF way = key == Qt::Key_Left    ? QPointF(-step, 0)
                        : key == Qt::Key_Right ? QPointF(step, 0)
                        : key == Qt::Key_Up    ? QPointF(0, -step)
                        : key == Qt::Key_Down  ? QPointF(0, step)
                                               : QPointF();
    if (way.isNull())
        return false;
    change(m_chosen, rectOf(document->boxes()[size_t(m_chosen)]).translated(way),
           translated(QT_TRANSLATE_NOOP("Tool", "Move box")));
    return true;
}

// What is being drawn or held, and the grips of the chosen box.
void BoxTool::paint(QPainter& painter, double zoom)
{
    m_zoom = zoom;
    const bool held = m_grip != int(Grip::None);
    if (!held && chosen() < 0)
        return;
    const QRectF rect = held ? m_rect : rectOf(context().document()->boxes()[size_t(m_chosen)]);
    QPen pen(Qt::white, 2.0);
    pen.setCosmetic(true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawRect(rect);
    pen.setColor(Qt::black);
    pen.setWidthF(1.0);
    pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.drawRect(rect);
    const double side = kGripPixels / zoom;
    pen.setStyle(Qt::SolidLine);
    painter.setPen(pen);
    painter.setBrush(Qt::white);
    for (const double x : {rect.left(), rect.center().x(), rect.right()})
        for (const double y : {rect.top(), rect.center().y(), rect.bottom()})
            if (QPointF(x, y) != rect.center())
                painter.drawRect(QRectF(x - side / 2, y - side / 2, side, side));
}

}  // namespace sfumato
