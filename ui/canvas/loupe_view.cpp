// SPDX-License-Identifier: MIT
#include "canvas/loupe_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kLargest = 208, kSmallest = 80;  // pixels of a quarter a side
constexpr int kGap = 2;
constexpr int kFrame = 5;

}  // namespace

LoupeView::LoupeView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Loupe"));
    setAccessibleDescription(
        tr("A part of the photo, enlarged in different ways. Arrow keys "
           "choose, Return takes the settings, Escape closes."));
    hide();
}

void LoupeView::open(QPoint place, const QImage& part, const QStringList& captions)
{
    m_part = part;
    m_quarters.clear();
    for (const QString& caption : captions)
        m_quarters.push_back({caption, {}, 0.0});
    m_current = 0;
    m_hovered = -1;
    const int columns = captions.size() > 1 ? 2 : 1;
    const int rows = captions.size() > 2 ? 2 : 1;
    const QRect room = parentWidget()->rect();
    const auto share = [](int whole, int count) {
        return (whole - 2 * kFrame - (count - 1) * kGap) / count;
    };
    m_side = std::clamp(std::min(share(room.width(), columns), share(room.height(), rows)),
                        kSmallest, kLargest);
    resize(2 * kFrame + columns * m_side + (columns - 1) * kGap,
           2 * kFrame + rows * m_side + (rows - 1) * kGap);
    move(std::clamp(place.x() - width() / 2, 0, std::max(0, room.width() - width())),
         std::clamp(place.y() - height() / 2, 0, std::max(0, room.height() - height())));
    show();
    raise();
    setFocus();
    update();
}

QRect LoupeView::rectOf(int quarter) const
{
    return {kFrame + quarter % 2 * (m_side + kGap), kFrame + quarter / 2 * (m_side + kGap), m_side,
            m_side};
}

int LoupeView::quarterAt(QPoint place) const
{
    for (int i = 0; i < quarters(); ++i)
        if (rectOf(i).contains(place))
            return i;
    return -1;
}

bool LoupeView::isShown(int quarter) const
{
    return quarter >= 0 && quarter < quarters() && !m_quarters[size_t(quarter)].result.isNull();
}

void LoupeView::setProgress(int quarter, double share)
{
    if (quarter < 0 || quarter >= quarters())
        return;
    m_quarters[size_t(quarter)].progress = share;
    update(rectOf(quarter));
}

void LoupeView::setResult(int quarter, const QImage& image, const QString& caption)
{
    if (quarter < 0 || quarter >= quarters())
        return;
    m_quarters[size_t(quarter)] = {caption, image, 1.0};
    update(rectOf(quarter));
}

void LoupeView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(24, 25, 28));
    painter.drawRoundedRect(rect(), 8, 8);
    for (int i = 0; i < quarters(); ++i) {
        const auto& quarter = m_quarters[size_t(i)];
        const QRect area = rectOf(i);
        painter.drawImage(area, quarter.result.isNull() ? m_part : quarter.result);
        if (quarter.result.isNull()) {
            painter.fillRect(area, QColor(0, 0, 0, 70));
            painter.fillRect(
                QRectF(area.left(), area.bottom() - 3, area.width() * quarter.progress, 4),
                palette().highlight());
        }
        const QFontMetrics metrics = painter.fontMetrics();
        const QRect label(
            area.left() + 6, area.top() + 6,
            std::min(area.width() - 12, metrics.horizontalAdvance(quarter.caption) + 14),
            metrics.height() + 4);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0, 0, 0, 150));
        painter.drawRoundedRect(label, 4, 4);
        painter.setPen(Qt::white);
        painter.drawText(label, Qt::AlignCenter,
                         metrics.elidedText(quarter.caption, Qt::ElideRight, label.width() - 8));
        if (i == (m_hovered >= 0 ? m_hovered : m_current)) {
            painter.setPen(QPen(palette().highlight().color(), 3));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(area.adjusted(1, 1, -2, -2));
        }
    }
}

void LoupeView::mousePressEvent(QMouseEvent* event)
{
    if (const int quarter = quarterAt(event->position().toPoint()); quarter >= 0)
        Q_EMIT chosen(quarter);
}

void LoupeView::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = quarterAt(event->position().toPoint());
    update();
}

void LoupeView::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void LoupeView::keyPressEvent(QKeyEvent* event)
{
    const auto step = [this](int by) {
        m_current = std::clamp(m_current + by, 0, std::max(0, quarters() - 1));
        update();
    };
    switch (event->key()) {
    case Qt::Key_Left: step(-1); break;
    case Qt::Key_Right: step(1); break;
    case Qt::Key_Up: step(-2); break;
    case Qt::Key_Down: step(2); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT chosen(m_current); break;
    case Qt::Key_Escape: hide(); break;
    default: QWidget::keyPressEvent(event);
    }
}

void LoupeView::hideEvent(QHideEvent*)
{
    Q_EMIT closed();
}

}  // namespace sfumato
