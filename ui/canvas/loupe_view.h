// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

namespace sfumato {

/// A loupe of up to four quarters over the canvas: one part of a photo, enlarged in different ways.
/// A quarter that is not made yet shows the part as it is.
class LoupeView : public QWidget {
    Q_OBJECT

public:
    explicit LoupeView(QWidget* parent);

    /// Opens near a place of the parent, as large as fits into it. @param part  of the photo, as it
    /// is
    /// @param captions  what each quarter will be: 1 to 4
    void open(QPoint place, const QImage& part, const QStringList& captions);

    void setProgress(int quarter, double share);
    void setResult(int quarter, const QImage& image, const QString& caption);
    bool isShown(int quarter) const;  ///< is its result there?
    int quarters() const { return int(m_quarters.size()); }
    QRect rectOf(int quarter) const;

Q_SIGNALS:
    void chosen(int quarter);
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Quarter {
        QString caption;
        QImage result;
        double progress = 0.0;
    };

    int quarterAt(QPoint place) const;

    QImage m_part;
    std::vector<Quarter> m_quarters;
    int m_side = 0;  ///< of a quarter, in pixels
    int m_current = 0;
    int m_hovered = -1;
};

}  // namespace sfumato
