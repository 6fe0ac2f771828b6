// SPDX-License-Identifier: MIT
#pragma once

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QPointF>

namespace sfumato {

/// Lets a pan run on after it was let go, slower and slower.
class KineticPan : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// A pan begins: what runs on stops.
    void begin();

    /// It went so many pixels further.
    void move(QPointF pixels);

    /// It was let go; runs on if it was fast.
    void end();

    void stop() { m_timer.stop(); }
    bool isRunning() const { return m_timer.isActive(); }

Q_SIGNALS:
    void panned(QPointF pixels);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    QBasicTimer m_timer;
    QElapsedTimer m_clock;
    QPointF m_speed;  ///< pixels a millisecond
};

}  // namespace sfumato
