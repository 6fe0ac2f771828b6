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

    /// Other ways in which a picture can be used: an id and what the menu says.
    void setUses(const QList<std::pair<QString, QString>>& uses) { m_uses = uses; }

Q_SIGNALS:
    void chosen(Document::PicturePtr picture);  ///< show it
    void seedWanted(quint64 seed);
    void recipeWanted(Document::PicturePtr picture);  ///< inputs, model and settings too
    void keepWanted(Document::PicturePtr picture);    ///< as a layer
    void saveWanted(Document::PicturePtr picture);
    void blendWanted(Document::PicturePtr from, Document::PicturePtr to);
    void compareWanted(Document::PicturePtr picture);  ///< with the one that is shown
    void largerWanted(Document::PicturePtr picture);   ///< once more, twice as large
    void useWanted(Document::PicturePtr picture, const QString& use);

protected:
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void refresh();
    void showMenu(QPoint position);
    Document::PicturePtr pictureAt(const QListWidgetItem* item) const;

    QPointer<Document> m_document;
    QList<std::pair<QString, QString>> m_uses;
};

}  // namespace sfumato
