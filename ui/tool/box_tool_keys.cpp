// SPDX-License-Identifier: MIT
#include "tool/box_tool.h"
#include "tool/tool_context.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace sfumato {

// What BoxTool does on keys, and what it draws.

namespace {

constexpr double kGripPixels = 7.0;  // on the screen

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

}  // namespace

QString BoxTool::nameOf(int label) const
{
    const auto& labels = context().document()->palette();
    return label >= 0 && label < labels.size() ? labels[label].name : QString::number(label);
}

QString BoxTool::announcement() const
{
    const int index = chosen();
    if (index < 0)
        return {};
    const auto& boxes = context().document()->boxes();
    return translated(QT_TRANSLATE_NOOP("Tool", "box %1 of %2: %3"))
        .arg(index + 1)
        .arg(boxes.size())
        .arg(nameOf(boxes[size_t(index)].label));
}

void BoxTool::relabel(int label)
{
    auto* document = context().document();
    if (!document || chosen() < 0)
        return;
    auto boxes = document->boxes();
    for (const int index : allChosen())
        boxes[size_t(index)].label = label;
    document->setBoxes(boxes, translated(QT_TRANSLATE_NOOP("Tool", "Rename box")));
}

int BoxTool::typedLabel() const
{
    const auto plain = [](QString text) { return text.remove(QLatin1Char(' ')).toLower(); };
    const QString typed = plain(m_typed);
    if (typed.isEmpty() || !context().document())
        return -1;
    const auto& labels = context().document()->palette();
    // In every language the English name can be typed, too.
    for (int i = 0; i < labels.size(); ++i)
        if (plain(labels[i].name).startsWith(typed) || plain(labels[i].english).startsWith(typed))
            return i;
    for (int i = 0; i < labels.size(); ++i)
        if (plain(labels[i].name).contains(typed) || plain(labels[i].english).contains(typed))
            return i;
    return -1;
}

bool BoxTool::type(const QString& letter)
{
    if (!takesLetters())
        return false;
    if (!m_typing)
        m_typed.clear();
    m_typing = true;
    m_typed += letter;
    return true;
}

// Keys while a name is typed.
bool BoxTool::typingKey(int key)
{
    if (key == Qt::Key_Backspace) {
        m_typed.chop(1);
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        const int label = typedLabel();
        m_typing = false;
        m_typed.clear();
        if (label >= 0) {
            relabel(label);
            context().setLabel(label);
        }
    } else {
        return false;
    }
    return true;
}

bool BoxTool::key(int key, Qt::KeyboardModifiers modifiers)
{
    auto* document = context().document();
    if (!document || document->boxes().empty())
        return false;
    if (m_typing && typingKey(key))
        return true;
    if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
        return walk(key == Qt::Key_Tab ? 1 : -1);
    if (key == Qt::Key_A && modifiers == Qt::ControlModifier) {
        QList<int> all;
        for (int i = 0; i < int(document->boxes().size()); ++i)
            all.append(i);
        choose(all);
        return true;
    }
    if (chosen() < 0)
        return false;
    const double step = modifiers & Qt::ShiftModifier ? 10.0 : 1.0;
    switch (key) {
    case Qt::Key_F2:
        m_typing = true;
        m_typed.clear();
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: return removeChosen();
    case Qt::Key_PageUp: return reorder(1);
    case Qt::Key_PageDown: return reorder(-1);
    case Qt::Key_Left: return nudge({-step, 0.0});
    case Qt::Key_Right: return nudge({step, 0.0});
    case Qt::Key_Up: return nudge({0.0, -step});
    case Qt::Key_Down: return nudge({0.0, step});
    default: return false;
    }
}

bool BoxTool::walk(int step)
{
    const int count = int(context().document()->boxes().size());
    const int now = chosen();
    choose({now < 0 ? (step > 0 ? 0 : count - 1) : (now + step + count) % count});
    return true;
}

// The boxes keep their size: what would push one out of the picture is left out.
bool BoxTool::nudge(QPointF way)
{
    const QRectF picture(QPointF(), QSizeF(context().document()->size()));
    QList<QRectF> rects;
    for (const int index : allChosen()) {
        const QRectF rect = rectOf(index).translated(way);
        if (!picture.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(rect))
            return true;
        rects.append(rect);
    }
    apply(rects, false, translated(QT_TRANSLATE_NOOP("Tool", "Move box")));
    return true;
}

bool BoxTool::reorder(int step)
{
    auto boxes = context().document()->boxes();
    const int from = chosen(), to = from + step;
    if (to < 0 || to >= int(boxes.size()))
        return true;
    std::swap(boxes[size_t(from)], boxes[size_t(to)]);
    context().document()->setBoxes(boxes, translated(QT_TRANSLATE_NOOP("Tool", "Order boxes")));
    m_chosen = {to};
    return true;
}

bool BoxTool::removeChosen()
{
    auto boxes = context().document()->boxes();
    auto indices = allChosen();
    std::sort(indices.rbegin(), indices.rend());
    for (const int index : indices)
        boxes.erase(boxes.begin() + index);
    m_chosen.clear();
    m_typing = false;
    context().document()->setBoxes(boxes, translated(QT_TRANSLATE_NOOP("Tool", "Delete box")));
    return true;
}

// What is being drawn or held, and the grips of the chosen box.
void BoxTool::paint(QPainter& painter, double zoom)
{
    m_zoom = zoom;
    QList<QRectF> rects;
    if (m_grip != None && m_dragged)
        rects = m_rects;
    else
        for (const int index : allChosen())
            rects.append(rectOf(index));
    for (const auto& rect : rects) {
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
    }
    if (rects.size() != 1)
        return;
    const QRectF rect = rects.first();
    const double side = kGripPixels / zoom;
    QPen pen(Qt::black, 1.0);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(Qt::white);
    for (const double x : {rect.left(), rect.center().x(), rect.right()})
        for (const double y : {rect.top(), rect.center().y(), rect.bottom()})
            if (QPointF(x, y) != rect.center())
                painter.drawRect(QRectF(x - side / 2, y - side / 2, side, side));
    if (m_typing)
        paintName(painter, rect);
}

// The letters typed so far and the label they stand for.
void BoxTool::paintName(QPainter& painter, const QRectF& rect) const
{
    const int label = typedLabel();
    const QString text =
        label >= 0 ? QStringLiteral("%1 → %2").arg(m_typed, nameOf(label))
        : m_typed.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("Tool", "type a name"))
            : translated(QT_TRANSLATE_NOOP("Tool", "%1: no such label")).arg(m_typed);
    painter.save();
    const QPointF middle = painter.worldTransform().map(rect.center());
    painter.resetTransform();
    const QFontMetricsF metrics(painter.font());
    QRectF place(0, 0, metrics.horizontalAdvance(text) + 18, metrics.height() + 10);
    place.moveCenter(middle);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 22, 26, 225));
    painter.drawRoundedRect(place, 5, 5);
    painter.setPen(Qt::white);
    painter.drawText(place, Qt::AlignCenter, text);
    painter.restore();
}

}  // namespace sfumato
