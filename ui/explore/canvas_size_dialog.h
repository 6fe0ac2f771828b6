// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QMargins>

class QButtonGroup;
class QLabel;
class QSpinBox;

namespace sfumato {

/// Asks for another canvas: its size, and which side of what is there stays where it is.
class CanvasSizeDialog : public QDialog {
    Q_OBJECT

public:
    /// @param multiple  what sides are rounded to, so that the noise stays where it is
    CanvasSizeDialog(QSize size, int multiple, QWidget* parent = nullptr);

    /// What is added on each side, or taken away.
    QMargins margins() const;

    /// The same for a size and an anchor: 0 = left or top, 1 = middle, 2 = right or bottom.
    static QMargins marginsFor(QSize from, QSize to, QPoint anchor, int multiple);

Q_SIGNALS:
    void extended(const QMargins& by);

private:
    void follow();

    QSize m_from;
    int m_multiple;
    QSpinBox *m_width, *m_height;
    QButtonGroup* m_anchor;
    QLabel* m_text;
};

}  // namespace sfumato
