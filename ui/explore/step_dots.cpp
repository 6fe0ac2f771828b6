// SPDX-License-Identifier: MIT
#include "explore/step_dots.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

constexpr double kEdge = 10.0, kLargestGap = 34.0;

}  // namespace

StepDots::StepDots(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumWidth(80);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepDots::setSteps(int total, int reached, int shown, int branch)
{
    m_total = total;
    m_reached = reached;
    m_shown = shown;
    m_branch = branch;
    update();
}

QPointF StepDots::placeOf(int step) const
{
    const double room = width() - 2.0 * kEdge;
    const double gap = m_total > 1 ? std::min(room / (m_total - 1), kLargestGap) : 0.0;
    const double from = (width() - gap * (m_total - 1)) / 2.0;
    return {from + gap * (step - 1), height() / 2.0};
}

int StepDots::stepAt(double x) const
{
    if (m_reached < 1)
        return 0;
    const double gap = m_total > 1 ? placeOf(2).x() - placeOf(1).x() : 1.0;
    const int step = 1 + int(std::lround((x - placeOf(1).x()) / gap));
    return std::clamp(step, 1, m_reached);
}

void StepDots::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor line = palette().color(QPalette::PlaceholderText);
    const QColor accent = palette().color(QPalette::Highlight);
    if (m_total < 1)
        return;
    const double gap = m_total > 1 ? placeOf(2).x() - placeOf(1).x() : 0.0;
    const double radius = std::clamp(gap / 3.0, 1.2, 3.5);
    painter.setPen(QPen(line, 1));
    painter.drawLine(placeOf(1), placeOf(m_total));
    for (int step = 1; step <= m_total; ++step) {
        const bool done = step <= m_reached;
        painter.setPen(QPen(done ? accent : line, 1.2));
        painter.setBrush(done ? accent : palette().color(QPalette::Window));
        painter.drawEllipse(placeOf(step), radius, radius);
    }
    painter.setBrush(Qt::NoBrush);
    if (m_branch >= 1 && m_branch <= m_total) {
        // A fork: two ways on.
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.6));
        const QPointF at = placeOf(m_branch);
        painter.drawLine(at, at + QPointF(7, -8));
        painter.drawEllipse(at, radius + 2.5, radius + 2.5);
    }
    if (m_shown >= 1) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1.6));
        painter.setBrush(accent);
        painter.drawEllipse(placeOf(m_shown), 6, 6);
        painter.setBrush(palette().color(QPalette::WindowText));
        painter.drawEllipse(placeOf(m_shown), 1.6, 1.6);
    }
}

void StepDots::mouseMoveEvent(QMouseEvent* event)
{
    Q_EMIT pointedAt(stepAt(event->position().x()));
}

void StepDots::mousePressEvent(QMouseEvent* event)
{
    if (const int step = stepAt(event->position().x()))
        Q_EMIT clicked(step);
}

}  // namespace sfumato
