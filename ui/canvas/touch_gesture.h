// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QPointF>

#include <optional>

namespace sfumato {

/// What several fingers do together: move, spread, turn, or tap.
class TouchGesture {
public:
    /// How the view follows a movement.
    struct Step {
        QPointF centre;       ///< between the fingers
        QPointF pan;          ///< pixels
        double zoom = 1.0;    ///< factor
        double rotate = 0.0;  ///< degrees clockwise
    };

    /// The fingers that are down now. @param time milliseconds
    /// @return how they moved; nothing when a finger came or went, or while they rest
    std::optional<Step> update(const QList<QPointF>& fingers, qint64 time);

    /// All fingers are up. @return how many tapped; 0 if they moved or took long
    int end(qint64 time);

    /// Most fingers that were down together since the first.
    int fingers() const { return m_most; }

private:
    QList<QPointF> m_last;
    QList<QPointF> m_first;
    qint64 m_began = 0;
    int m_most = 0;
    bool m_moved = false;
    bool m_turning = false;  ///< a small twist is not meant
    double m_twist = 0.0;
};

}  // namespace sfumato
