// SPDX-License-Identifier: MIT
#include "canvas/kinetic_pan.h"

#include <QTimerEvent>

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

constexpr double kSlowest = 0.05;  // pixels a millisecond: slower ones stop
constexpr double kFading = 220.0;  // milliseconds until the speed is a third
constexpr double kMemory = 40.0;   // milliseconds over which the speed is reckoned
constexpr qint64 kResting = 80;    // milliseconds without a move: it was put down, not thrown

}  // namespace

void KineticPan::begin()
{
    stop();
    m_speed = {};
    m_clock.start();
}

void KineticPan::move(QPointF pixels)
{
    const double passed = std::max(1.0, double(m_clock.nsecsElapsed()) * 1e-6);
    m_clock.start();
    const double share = 1.0 - std::exp(-passed / kMemory);
    m_speed += (pixels / passed - m_speed) * share;
}

void KineticPan::end()
{
    if (!m_clock.isValid() || m_clock.elapsed() > kResting ||
        std::hypot(m_speed.x(), m_speed.y()) < 4 * kSlowest)
        return;
    m_clock.start();
    m_timer.start(8, Qt::PreciseTimer, this);
}

void KineticPan::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    const double passed = double(m_clock.nsecsElapsed()) * 1e-6;
    m_clock.start();
    Q_EMIT panned(m_speed * passed);
    m_speed *= std::exp(-passed / kFading);
    if (std::hypot(m_speed.x(), m_speed.y()) < kSlowest)
        stop();
}

}  // namespace sfumato
