// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

#include <QListWidget>
#include <QPointer>

namespace sfumato {

/// The pictures made so far as thumbnails, newest first.
class HistoryStrip : public QListWidget {
    Q_OBJECT

public:
    explicit HistoryStrip(QWidget* parent = nullptr);

    void setDocument(Document* document);

    /// Size hint that keeps the strip one row high.
    QSize sizeHint() const override { return {400, 104}; }

Q_SIGNALS:
    void chosen(Document::PicturePtr picture);  ///< show it
    void seedWanted(quint64 seed);
    void recipeWanted(Document::PicturePtr picture);  ///< map, model and settings too
    void saveWanted(Document::PicturePtr picture);

private:
    void refresh();
    void showMenu(QPoint position);
    Document::PicturePtr pictureAt(const QListWidgetItem* item) const;

    QPointer<Document> m_document;
};

}  // namespace sfumato
