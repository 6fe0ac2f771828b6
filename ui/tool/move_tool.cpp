// SPDX-License-Identifier: MIT
#include "tool/move_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>
#include <cstring>
#include <utility>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

}  // namespace

QString MoveTool::id() const
{
    return QStringLiteral("move");
}

QString MoveTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Move"));
}

QString MoveTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool",
        "Drag everything that is painted to another place; arrow keys move it by a pixel, "
        "with Shift by ten."));
}

QKeySequence MoveTool::shortcut() const
{
    return Qt::Key_V;
}

void MoveTool::press(const ToolEvent& event)
{
    m_held = context().document() != nullptr;
    m_from = event.position;
    m_way = {};
}

void MoveTool::move(const ToolEvent& event)
{
    if (!m_held)
        return;
    m_way = (event.position - m_from).toPoint();
    if (event.modifiers & Qt::ShiftModifier)
        std::abs(m_way.x()) > std::abs(m_way.y()) ? m_way.setY(0) : m_way.setX(0);
}

void MoveTool::release(const ToolEvent& event)
{
    move(event);
    if (std::exchange(m_held, false))
        shift(m_way);
}

void MoveTool::deactivate()
{
    m_held = false;
}

bool MoveTool::key(int key, Qt::KeyboardModifiers modifiers)
{
    const int step = modifiers & Qt::ShiftModifier ? 10 : 1;
    switch (key) {
    case Qt::Key_Left: shift({-step, 0}); return true;
    case Qt::Key_Right: shift({step, 0}); return true;
    case Qt::Key_Up: shift({0, -step}); return true;
    case Qt::Key_Down: shift({0, step}); return true;
    default: return false;
    }
}

void MoveTool::shift(QPoint way)
{
    auto* document = context().document();
    if (!document || way.isNull())
        return;
    const QImage& map = document->map();
    QImage moved(map.size(), QImage::Format_Indexed8);
    moved.fill(uint(context().eraserLabel()));
    const QRect target = map.rect().translated(way) & map.rect();
    for (int y = target.top(); y <= target.bottom(); ++y)
        std::memcpy(moved.scanLine(y) + target.left(),
                    map.constScanLine(y - way.y()) + target.left() - way.x(),
                    size_t(std::max(0, target.width())));
    document->replaceMap(moved, text());
}

// While it is dragged: what is moved, half seen through, in its new place.
void MoveTool::paint(QPainter& painter, double)
{
    if (!m_held || m_way.isNull())
        return;
    const QImage& map = context().document()->map();
    const QRect part = painter.clipBoundingRect().toAlignedRect() & map.rect().translated(m_way);
    painter.save();
    painter.setOpacity(0.7);
    painter.drawImage(part, map, part.translated(-m_way));
    painter.restore();
    QPen pen(Qt::white, 1.5, Qt::DashLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(map.rect().translated(m_way)));
}

}  // namespace sfumato
