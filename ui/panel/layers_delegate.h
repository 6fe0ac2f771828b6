// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QStyledItemDelegate>

namespace sfumato {

/// Draws a layer's row: eye, thumbnail, name over what it is, lock. Eye and lock can be clicked.
class LayersDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit LayersDelegate(QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    // Where the parts of a row are.
    static QRect eyeIn(const QRect& row);
    static QRect thumbnailIn(const QRect& row);
    static QRect textIn(const QRect& row);
    static QRect lockIn(const QRect& row);

private:
    QIcon m_eye, m_noEye, m_lock, m_unlock;
    QList<QIcon> m_kinds;  ///< by LayerKind
};

}  // namespace sfumato
