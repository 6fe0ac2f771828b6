// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPixmap>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace sfumato {

/// A document's layers as a list, the topmost first. Names can be edited, eyes checked, rows
/// dragged; everything goes through the document's undo stack.
class LayersModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        KindRole,    ///< a LayerKind, as a number
        LockedRole,  ///< bool, can be set
        DetailRole,  ///< kind and opacity in words
    };

    explicit LayersModel(QObject* parent = nullptr);

    void setDocument(Document* document);
    Document* document() const { return m_document; }

    int idAt(const QModelIndex& index) const;
    QModelIndex indexOf(int id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

    static constexpr QSize kThumbnail{48, 36};

private:
    const Layer* layerAt(const QModelIndex& index) const;
    QPixmap thumbnailOf(const Layer& layer) const;
    QString detail(const Layer& layer) const;
    QString spoken(const Layer& layer) const;
    void refreshThumbnails();

    QPointer<Document> m_document;
    mutable QHash<int, QPixmap> m_thumbnails;
    QSet<int> m_stale;  ///< layers whose thumbnails are to be drawn anew
    QTimer m_refresh;
};

}  // namespace sfumato
