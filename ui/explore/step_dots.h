// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace sfumato {

/// A row of dots, one a step: done, to come, shown, branched from.
class StepDots : public QWidget {
    Q_OBJECT

public:
    explicit StepDots(QWidget* parent = nullptr);

    /// @param shown  0 = none  @param branch  the step that is gone on from, 0 = none
    void setSteps(int total, int reached, int shown, int branch);

    /// The middle of a step's dot.
    QPointF placeOf(int step) const;

    QSize sizeHint() const override { return {200, 24}; }

Q_SIGNALS:
    void pointedAt(int step);  ///< 0 = at none
    void clicked(int step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    int stepAt(double x) const;

    int m_total = 0, m_reached = 0, m_shown = 0, m_branch = 0;
};

}  // namespace sfumato
