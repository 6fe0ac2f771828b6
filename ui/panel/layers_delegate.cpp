// SPDX-License-Identifier: MIT
#include "panel/layers_delegate.h"

#include "panel/layers_model.h"
#include "theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace sfumato {

namespace {

constexpr int kButton = 26;  // width of eye and lock
constexpr int kIcon = 18;
constexpr int kGap = 7;

QRect middle(const QRect& area, int side)
{
    QRect square(0, 0, side, side);
    square.moveCenter(area.center());
    return square;
}

}  // namespace

LayersDelegate::LayersDelegate(QObject* parent)
    : QStyledItemDelegate(parent),
      m_eye(themedIcon(QStringLiteral("eye"))),
      m_noEye(themedIcon(QStringLiteral("eyeclosed"))),
      m_lock(themedIcon(QStringLiteral("lock"))),
      m_unlock(themedIcon(QStringLiteral("unlock"))),
      m_kinds{themedIcon(QStringLiteral("paint")), themedIcon(QStringLiteral("semantic")),
              themedIcon(QStringLiteral("layout")), themedIcon(QStringLiteral("mask")),
              themedIcon(QStringLiteral("picture"))}
{
}

QRect LayersDelegate::eyeIn(const QRect& row)
{
    return {row.left() + 2, row.top(), kButton, row.height()};
}

QRect LayersDelegate::thumbnailIn(const QRect& row)
{
    const QSize size = LayersModel::kThumbnail;
    return {eyeIn(row).right() + 1 + 2, row.top() + (row.height() - size.height()) / 2,
            size.width(), size.height()};
}

QRect LayersDelegate::lockIn(const QRect& row)
{
    return {row.right() + 1 - kButton - 2, row.top(), kButton, row.height()};
}

QRect LayersDelegate::textIn(const QRect& row)
{
    const int left = thumbnailIn(row).right() + 1 + kGap;
    return {left, row.top(), lockIn(row).left() - left - 2, row.height()};
}

QSize LayersDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {2 * kButton + LayersModel::kThumbnail.width() + 90,
            LayersModel::kThumbnail.height() + 10};
}

void LayersDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool visible = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    painter->save();
    const QPalette& colours = option.palette;
    if (selected) {
        QColor tint = colours.color(QPalette::Highlight);
        tint.setAlpha(option.state & QStyle::State_Active ? 70 : 45);
        painter->fillRect(row, tint);
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), colours.highlight());
    } else if (option.state & QStyle::State_MouseOver) {
        QColor tint = colours.color(QPalette::Text);
        tint.setAlpha(16);
        painter->fillRect(row, tint);
    }
    QColor line = colours.color(QPalette::Text);
    line.setAlpha(24);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), line);

    painter->setOpacity(visible ? 1.0 : 0.45);
    (visible ? m_eye : m_noEye).paint(painter, middle(eyeIn(row), kIcon));
    painter->drawPixmap(thumbnailIn(row).topLeft(),
                        index.data(Qt::DecorationRole).value<QPixmap>());

    const QRect text = textIn(row);
    QFont small = option.font;
    small.setPointSizeF(option.font.pointSizeF() * 0.85);
    const QFontMetrics names(option.font), details(small);
    const int height = names.height() + details.height();
    const int top = row.center().y() - height / 2;
    QColor faint = colours.color(QPalette::Text);
    faint.setAlpha(180);
    painter->setOpacity(1.0);  // hidden or not, it is to be read
    painter->setPen(visible ? colours.color(QPalette::Text) : faint);
    painter->setFont(option.font);
    painter->drawText(QRect(text.left(), top, text.width(), names.height()), Qt::AlignVCenter,
                      names.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    const QRect second(text.left(), top + names.height(), text.width(), details.height());
    const int side = details.ascent() + 1;
    m_kinds.value(index.data(LayersModel::KindRole).toInt())
        .paint(painter, QRect(second.left(), second.center().y() - side / 2, side, side));
    painter->setPen(faint);
    painter->setFont(small);
    const QRect words = second.adjusted(side + 4, 0, 0, 0);
    painter->drawText(words, Qt::AlignVCenter,
                      details.elidedText(index.data(LayersModel::DetailRole).toString(),
                                         Qt::ElideRight, words.width()));
    const bool locked = index.data(LayersModel::LockedRole).toBool();
    if (locked || selected || (option.state & QStyle::State_MouseOver)) {
        painter->setOpacity(locked ? 1.0 : 0.4);
        (locked ? m_lock : m_unlock).paint(painter, middle(lockIn(row), kIcon - 2));
    }
    painter->restore();
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.rect = row.adjusted(1, 1, -1, -1);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter,
                                             option.widget);
    }
}

void LayersDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                          const QModelIndex&) const
{
    QRect area = textIn(option.rect);
    const int height = std::min(area.height() - 4, editor->sizeHint().height());
    area = QRect(area.left() - 4, area.center().y() - height / 2, area.width() + 4, height);
    editor->setGeometry(area);
    editor->setAccessibleName(tr("Layer name"));
}

bool LayersDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                 const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool visible = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const auto toggleEye = [&] {
        return model->setData(index, visible ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    };
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseButtonRelease: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const bool eye = eyeIn(option.rect).contains(mouse->pos());
        const bool lock = lockIn(option.rect).contains(mouse->pos());
        if (mouse->button() != Qt::LeftButton || (!eye && !lock))
            return false;
        if (event->type() != QEvent::MouseButtonRelease)
            return true;
        return eye ? toggleEye()
                   : model->setData(index, !index.data(LayersModel::LockedRole).toBool(),
                                    LayersModel::LockedRole);
    }
    case QEvent::KeyPress:
        return static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space && toggleEye();
    default: return false;
    }
}

bool LayersDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                               const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text;
    if (eyeIn(option.rect).contains(event->pos()))
        text = index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? tr("Hide the layer (Space)")
                                                                     : tr("Show the layer (Space)");
    else if (lockIn(option.rect).contains(event->pos()))
        text = index.data(LayersModel::LockedRole).toBool()
                   ? tr("Unlock the layer, so that it can be changed")
                   : tr("Lock the layer, so that nothing changes it");
    else
        text = tr("%1. Double click or F2 renames it, dragging changes the order.")
                   .arg(index.data(Qt::AccessibleTextRole).toString());
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

}  // namespace sfumato
