// SPDX-License-Identifier: MIT
#include "tool/shape_tools.h"

#include "tool/polygon_spans.h"
#include "tool/tool_context.h"

#include <QCoreApplication>
#include <QLineF>
#include <QPainter>

#include <cmath>

namespace sfumato {

namespace {

constexpr double kClosesWithin = 8.0;  // screen pixels of the first corner

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

double zoomOf(const ToolEvent& event)
{
    return event.view ? event.view->zoom() : 1.0;
}

}  // namespace

void ShapeTool::start(const ToolEvent& event)
{
    const bool control = event.modifiers & Qt::ControlModifier;
    m_label = control != event.reversed ? context().eraserLabel() : context().label();
    m_points = QPolygonF{event.position};
}

void ShapeTool::fill()
{
    auto* document = context().document();
    const QPolygonF points = std::exchange(m_points, {});
    m_rubber.reset();
    if (!document)
        return;
    const auto spans = spansOf(points, QRect(QPoint(), document->size()));
    if (spans.isEmpty())
        return;
    document->beginStroke();
    for (const auto& span : spans)
        document->paintRect(span, m_label);
    document->endStroke(text());
}

// With the corner that would come next.
QPolygonF ShapeTool::shown() const
{
    QPolygonF shape = m_points;
    if (m_rubber)
        shape.append(*m_rubber);
    return shape;
}

void ShapeTool::paint(QPainter& painter, double)
{
    if (m_points.isEmpty())
        return;
    const QPolygonF shape = shown();
    const auto* document = context().document();
    QColor colour(255, 255, 255);
    if (document && m_label < document->palette().size())
        colour = document->palette()[m_label].colour;
    colour.setAlpha(110);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(shape);
    painter.setBrush(Qt::NoBrush);
    QPen pen(Qt::white, 2.0);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawPolyline(shape);
    pen.setColor(Qt::black);
    pen.setWidthF(1.0);
    pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.drawPolyline(shape);
}

QString LassoTool::id() const
{
    return QStringLiteral("lasso");
}

QString LassoTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Lasso fill"));
}

QString LassoTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool", "Draw around an area to fill it with the label; Ctrl takes it away."));
}

QKeySequence LassoTool::shortcut() const
{
    return Qt::Key_L;
}

void LassoTool::press(const ToolEvent& event)
{
    start(event);
}

void LassoTool::move(const ToolEvent& event)
{
    if (!m_points.isEmpty() && m_points.last() != event.position)
        m_points.append(event.position);
}

void LassoTool::release(const ToolEvent& event)
{
    move(event);
    fill();
}

QString PolygonTool::id() const
{
    return QStringLiteral("polygon");
}

QString PolygonTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Polygon fill"));
}

QString PolygonTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool",
        "Click the corners of an area to fill; the first corner or Return closes it, "
        "Backspace takes a corner back, Shift keeps to eighths of a turn."));
}

QKeySequence PolygonTool::shortcut() const
{
    return Qt::Key_P;
}

QPointF PolygonTool::placed(const ToolEvent& event) const
{
    if (m_points.isEmpty() || !(event.modifiers & Qt::ShiftModifier))
        return event.position;
    const QPointF from = m_points.last(), way = event.position - from;
    const double eighth = std::atan(1.0);
    const double angle = std::round(std::atan2(way.y(), way.x()) / eighth) * eighth;
    return from + std::hypot(way.x(), way.y()) * QPointF(std::cos(angle), std::sin(angle));
}

void PolygonTool::press(const ToolEvent& event)
{
    const double reach = kClosesWithin / zoomOf(event);
    const auto near = [&](QPointF corner) {
        return QLineF(corner, event.position).length() <= reach;
    };
    if (m_points.isEmpty())
        start(event);
    else if (m_points.size() > 2 && (near(m_points.first()) || near(m_points.last())))
        close();
    else if (!near(m_points.last()))
        m_points.append(placed(event));
}

// A corner may be dragged out of the one before.
void PolygonTool::release(const ToolEvent& event)
{
    const QPointF place = placed(event);
    if (!m_points.isEmpty() &&
        QLineF(m_points.last(), place).length() > kClosesWithin / zoomOf(event))
        m_points.append(place);
    hover(event);
}

void PolygonTool::hover(const ToolEvent& event)
{
    if (m_points.isEmpty())
        m_rubber.reset();
    else
        m_rubber = placed(event);
}

void PolygonTool::deactivate()
{
    m_rubber.reset();
    ShapeTool::deactivate();
}

void PolygonTool::close()
{
    m_rubber.reset();
    fill();
}

bool PolygonTool::key(int key, Qt::KeyboardModifiers)
{
    if (m_points.isEmpty())
        return false;
    if (key == Qt::Key_Return || key == Qt::Key_Enter)
        close();
    else if (key == Qt::Key_Backspace)
        m_points.removeLast();
    else
        return false;
    return true;
}

}  // namespace sfumato
