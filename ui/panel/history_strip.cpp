// SPDX-License-Identifier: MIT
#include "panel/history_strip.h"

#include <QDrag>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>

namespace sfumato {

namespace {

// What is dragged is a picture of this strip, by its place in the history.
const QString kPicture = QStringLiteral("application/x-sfumato-history");

}  // namespace

HistoryStrip::HistoryStrip(QWidget* parent) : QListWidget(parent)
{
    setViewMode(QListView::IconMode);
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setMovement(QListView::Static);
    setIconSize({KeptPicture::kThumbnail, KeptPicture::kThumbnail});
    setSpacing(4);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(tr("History"));
    setToolTip(
        tr("Pictures made so far. Click shows one, right click offers more; drag one "
           "onto another to blend their seeds."));
    setDragEnabled(true);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    connect(this, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        if (auto picture = pictureAt(item))
            Q_EMIT chosen(picture);
    });
    connect(this, &QWidget::customContextMenuRequested, this, &HistoryStrip::showMenu);
}

void HistoryStrip::setDocument(Document* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document)
        connect(document, &Document::historyChanged, this, &HistoryStrip::refresh);
    clear();
    refresh();
}

void HistoryStrip::refresh()
{
    if (!m_document)
        return;
    const auto& history = m_document->history();
    while (count() > history.size())
        delete takeItem(count() - 1);
    for (int i = count(); i < history.size(); ++i) {
        const auto& picture = *history[i];
        const QString seed = QString::number(picture.seed());
        auto* item = new QListWidgetItem(QPixmap::fromImage(picture.thumbnail()), QString());
        const QString made = tr("Seed %1, %2 steps").arg(seed).arg(picture.steps());
        item->setToolTip(picture.seconds() > 0.0
                             ? tr("%1, %2 s").arg(made).arg(picture.seconds(), 0, 'f', 1)
                             : made);
        item->setData(Qt::AccessibleTextRole, tr("Picture with seed %1").arg(seed));
        item->setData(Qt::UserRole, i);
        insertItem(0, item);
    }
}

Document::PicturePtr HistoryStrip::pictureAt(const QListWidgetItem* item) const
{
    const int index = item ? item->data(Qt::UserRole).toInt() : -1;
    if (!m_document || index < 0 || index >= m_document->history().size())
        return nullptr;
    return m_document->history()[index]->whole();
}

void HistoryStrip::startDrag(Qt::DropActions)
{
    const auto* item = currentItem();
    if (!item)
        return;
    auto* dragged = new QMimeData;
    dragged->setData(kPicture, QByteArray::number(item->data(Qt::UserRole).toInt()));
    auto* drag = new QDrag(this);
    drag->setMimeData(dragged);
    drag->setPixmap(item->icon().pixmap(iconSize()));
    drag->exec(Qt::LinkAction);
}

void HistoryStrip::dragEnterEvent(QDragEnterEvent* event)
{
    event->setAccepted(event->mimeData()->hasFormat(kPicture));
}

void HistoryStrip::dragMoveEvent(QDragMoveEvent* event)
{
    event->setAccepted(event->mimeData()->hasFormat(kPicture) &&
                       itemAt(event->position().toPoint()));
}

void HistoryStrip::dropEvent(QDropEvent* event)
{
    const auto to = pictureAt(itemAt(event->position().toPoint()));
    const int from = event->mimeData()->data(kPicture).toInt();
    if (!m_document || !to || !event->mimeData()->hasFormat(kPicture) || from < 0 ||
        from >= m_document->history().size())
        return;
    event->setDropAction(Qt::LinkAction);
    event->accept();
    // The drag ends first: what follows opens other widgets.
    QMetaObject::invokeMethod(
        this, [this, a = m_document->history()[from]->whole(), to] { Q_EMIT blendWanted(a, to); },
        Qt::QueuedConnection);
}

void HistoryStrip::showMenu(QPoint position)
{
    const auto picture = pictureAt(itemAt(position));
    if (!picture)
        return;
    QMenu menu(this);
    menu.addAction(tr("Show"), this, [=, this] { Q_EMIT chosen(picture); });
    menu.addAction(tr("Use this seed"), this,
                   [=, this] { Q_EMIT seedWanted(picture->recipe.seed); });
    menu.addAction(tr("Bring back what it was made of"), this,
                   [=, this] { Q_EMIT recipeWanted(picture); });
    menu.addAction(tr("Keep as layer"), this, [=, this] { Q_EMIT keepWanted(picture); });
    const auto shown = m_document->picture();
    menu.addAction(tr("Compare with the one shown"), this,
                   [=, this] { Q_EMIT compareWanted(picture); })
        ->setEnabled(shown && shown != picture);
    menu.addAction(tr("Blend with the one shown"), this,
                   [=, this] { Q_EMIT blendWanted(shown, picture); })
        ->setEnabled(shown && shown != picture);
    menu.addAction(tr("Make again, twice as large"), this,
                   [=, this] { Q_EMIT largerWanted(picture); });
    menu.addAction(tr("Save picture…"), this, [=, this] { Q_EMIT saveWanted(picture); });
    menu.addSeparator();
    for (const auto& [use, text] : m_uses)
        menu.addAction(text, this, [=, this] { Q_EMIT useWanted(picture, use); });
    menu.exec(viewport()->mapToGlobal(position));
}

}  // namespace sfumato
