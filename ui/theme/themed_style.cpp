// SPDX-License-Identifier: MIT
#include "theme/themed_style.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace sfumato {

namespace {

// Of the largest square in the middle; its sides are on whole pixels' middles.
QRectF squareOf(const QRect& rect)
{
    const int side = qMin(rect.width(), rect.height());
    const QPoint corner(rect.left() + (rect.width() - side) / 2,
                        rect.top() + (rect.height() - side) / 2);
    return QRectF(corner, QSize(side, side)).adjusted(0.5, 0.5, -0.5, -0.5);
}

void drawTick(QPainter& painter, const QRectF& box)
{
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    QPainterPath tick(at(0.22, 0.52));
    tick.lineTo(at(0.43, 0.73));
    tick.lineTo(at(0.79, 0.28));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(tick);
}

// @param round  a button to choose by, else a box to tick
void drawIndicator(QPainter& painter, const QStyleOption& option, bool round)
{
    const auto& palette = option.palette;
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool near = option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus);
    const QColor accent = palette.color(enabled ? QPalette::Active : QPalette::Disabled,
                                        enabled ? QPalette::Highlight : QPalette::PlaceholderText);
    const QColor line = enabled && (on || near) ? accent : palette.color(QPalette::PlaceholderText);
    const QRectF box = squareOf(option.rect);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1.0));
    painter.setBrush(on ? accent : palette.color(QPalette::Base));
    if (round)
        painter.drawEllipse(box);
    else
        painter.drawRoundedRect(box, 2.5, 2.5);
    const double width = qMax(1.5, box.width() / 8.0);
    painter.setPen(QPen(Qt::white, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (option.state & QStyle::State_NoChange) {
        const double inset = box.width() * 0.25;
        painter.drawLine(box.center() - QPointF(inset, 0), box.center() + QPointF(inset, 0));
    } else if (on && round) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Qt::white);
        painter.drawEllipse(box.center(), box.width() * 0.22, box.width() * 0.22);
    } else if (on) {
        drawTick(painter, box);
    }
    painter.restore();
}

}  // namespace

void ThemedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                QPainter* painter, const QWidget* widget) const
{
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton)
        drawIndicator(*painter, *option, element == PE_IndicatorRadioButton);
    else
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

}  // namespace sfumato
