// SPDX-License-Identifier: MIT
#include "help/callouts.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kPadding = 12, kGap = 18, kArrow = 9, kRadius = 8, kWidest = 240;

}  // namespace

Callouts::Callouts(const QString& sentence, QWidget* over, QWidget* window)
    : QWidget(window), m_sentence(sentence), m_over(over)
{
    setObjectName(QStringLiteral("callouts"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(sentence);
    QFont larger = font();
    larger.setPointSizeF(larger.pointSizeF() * 1.05);
    setFont(larger);
    setGeometry(window->rect());
    window->installEventFilter(this);
    for (auto* part : window->findChildren<QWidget*>())
        part->installEventFilter(this);
    raise();
    show();
}

void Callouts::add(const QString& words, QWidget* part)
{
    if (!part)
        return;
    m_notes.append({words, part});
    setAccessibleDescription(accessibleDescription() + words + QLatin1Char(' '));
    update();
}

QRect Callouts::inWindow(const QWidget& part) const
{
    return {part.mapTo(parentWidget(), QPoint()), part.size()};
}

// Beside its part, towards the middle of the window.
QRect Callouts::boxFor(const Note& note) const
{
    const QRect part = inWindow(*note.part);
    QRect box = fontMetrics().boundingRect(QRect(0, 0, kWidest, 400), Qt::TextWordWrap, note.words);
    box.adjust(-kPadding, -kPadding, kPadding, kPadding);
    const QPoint middle = rect().center();
    const int dx = std::abs(part.center().x() - middle.x()) * height();
    const int dy = std::abs(part.center().y() - middle.y()) * width();
    if (dx > dy) {
        box.moveCenter({0, part.top() + std::min(part.height() / 2, 90)});
        if (part.center().x() > middle.x())
            box.moveRight(part.left() - kGap);
        else
            box.moveLeft(part.right() + kGap);
    } else {
        box.moveCenter({part.left() + std::min(part.width() / 2, 220), 0});
        if (part.center().y() > middle.y())
            box.moveBottom(part.top() - kGap);
        else
            box.moveTop(part.bottom() + kGap);
    }
    box.moveLeft(std::clamp(box.left(), 8, std::max(8, width() - box.width() - 8)));
    box.moveTop(std::clamp(box.top(), 8, std::max(8, height() - box.height() - 8)));
    return box;
}

void Callouts::drawBubble(QPainter& painter, const QRect& box, const QString& words,
                          QPoint target) const
{
    QPainterPath path;
    path.addRoundedRect(box, kRadius, kRadius);
    if (!target.isNull()) {
        const QPointF foot(std::clamp(target.x(), box.left() + 14, box.right() - 14),
                           std::clamp(target.y(), box.top() + 14, box.bottom() - 14));
        const bool sideways = target.x() < box.left() || target.x() > box.right();
        const QPointF across = sideways ? QPointF(0, kArrow) : QPointF(kArrow, 0);
        QPainterPath arrow(foot + across);
        arrow.lineTo(target);
        arrow.lineTo(foot - across);
        arrow.closeSubpath();
        path = path.united(arrow);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 60));
    painter.drawPath(path.translated(0, 2));
    painter.setBrush(palette().highlight());
    painter.drawPath(path);
    painter.setPen(palette().highlightedText().color());
    painter.drawText(box.adjusted(kPadding, kPadding, -kPadding, -kPadding),
                     Qt::TextWordWrap | Qt::AlignCenter, words);
}

void Callouts::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& note : m_notes) {
        if (!note.part || !note.part->isVisible())
            continue;
        const QRect box = boxFor(note), part = inWindow(*note.part);
        const QPoint target(std::clamp(box.center().x(), part.left() + 6, part.right() - 6),
                            std::clamp(box.center().y(), part.top() + 6, part.bottom() - 6));
        drawBubble(painter, box, note.words, target);
    }
    if (!m_over)
        return;
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    painter.setFont(large);
    const QRect over = inWindow(*m_over);
    QRect box = QFontMetrics(large).boundingRect(QRect(0, 0, over.width() / 2, 400),
                                                 Qt::TextWordWrap, m_sentence);
    box.adjust(-kPadding * 2, -kPadding, kPadding * 2, kPadding);
    box.moveCenter({over.left() + over.width() / 4, over.center().y()});
    drawBubble(painter, box, m_sentence, {});
}

bool Callouts::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::TabletPress:
    case QEvent::TouchBegin:
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride: dismiss(); break;
    case QEvent::Resize:
        if (watched == parentWidget())
            setGeometry(parentWidget()->rect());
        break;
    default: break;
    }
    return false;
}

void Callouts::dismiss()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT dismissed();
    deleteLater();
}

}  // namespace sfumato
