// SPDX-License-Identifier: MIT
#include "canvas/touch_gesture.h"

#include <QLineF>

#include <algorithm>

namespace sfumato {

namespace {

constexpr double kSlack = 12.0;      // pixels a tapping finger may slip
constexpr qint64 kLongestTap = 300;  // milliseconds
constexpr double kTurnFrom = 8.0;    // degrees before the view turns

QPointF middleOf(const QList<QPointF>& points)
{
    QPointF sum;
    for (const auto& point : points)
        sum += point;
    return sum / double(std::max<qsizetype>(1, points.size()));
}

}  // namespace

std::optional<TouchGesture::Step> TouchGesture::update(const QList<QPointF>& fingers, qint64 time)
{
    if (m_most == 0)
        m_began = time;
    m_most = std::max(m_most, int(fingers.size()));
    if (fingers.size() != m_last.size()) {
        m_last = m_first = fingers;
        return std::nullopt;
    }
    for (qsizetype i = 0; i < fingers.size(); ++i)
        if (QLineF(fingers[i], m_first[i]).length() > kSlack)
            m_moved = true;
    if (!m_moved)
        return std::nullopt;
    Step step;
    step.centre = middleOf(fingers);
    step.pan = step.centre - middleOf(m_last);
    if (fingers.size() == 2) {
        const QLineF now(fingers[0], fingers[1]), before(m_last[0], m_last[1]);
        if (before.length() > 1.0)
            step.zoom = now.length() / before.length();
        double twist = before.angleTo(now);  // counter-clockwise, 0 … 360
        twist = twist > 180.0 ? 360.0 - twist : -twist;
        m_twist += twist;
        m_turning = m_turning || std::abs(m_twist) > kTurnFrom;
        if (m_turning)
            step.rotate = twist;
    }
    m_last = fingers;
    return step;
}

int TouchGesture::end(qint64 time)
{
    const int tapped = !m_moved && time - m_began <= kLongestTap ? m_most : 0;
    *this = {};
    return tapped;
}

}  // namespace sfumato
