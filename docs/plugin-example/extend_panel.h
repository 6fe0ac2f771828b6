// SPDX-License-Identifier: MIT
#pragma once

#include <QMargins>
#include <QWidget>

class QComboBox;
class QSlider;

namespace extend {

/// Where a photo gets more room, and how much.
class ExtendPanel final : public QWidget {
    Q_OBJECT

public:
    explicit ExtendPanel(QWidget* parent);

    /// Pixels to add on each side of a photo of that size, whole steps of eight.
    QMargins room(QSize photo) const;

private:
    QComboBox* m_where;
    QSlider* m_share;
};

}  // namespace extend
