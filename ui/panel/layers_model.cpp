// SPDX-License-Identifier: MIT
#include "panel/layers_model.h"

#include <QGuiApplication>
#include <QIODevice>
#include <QMimeData>
#include <QPainter>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kRefreshMilliseconds = 200;  // a stroke under way draws no thumbnail for each dab

QString mimeType()
{
    return QStringLiteral("application/x-sfumato-layer");
}

void drawSquares(QPainter& painter, const QRectF& area)
{
    constexpr int side = 6;
    painter.fillRect(area, Qt::white);
    for (int y = 0; y * side < area.height(); ++y)
        for (int x = y % 2; x * side < area.width(); x += 2)
            painter.fillRect(QRectF(area.x() + x * side, area.y() + y * side, side, side) & area,
                             QColor(205, 205, 205));
}

}  // namespace

LayersModel::LayersModel(QObject* parent) : QAbstractListModel(parent)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMilliseconds);
    connect(&m_refresh, &QTimer::timeout, this, &LayersModel::refreshThumbnails);
}

void LayersModel::setDocument(Document* document)
{
    if (m_document) {
        m_document->disconnect(this);
        m_document->layers().disconnect(this);
    }
    beginResetModel();
    m_document = document;
    m_thumbnails.clear();
    m_stale.clear();
    endResetModel();
    if (!document)
        return;
    auto& stack = document->layers();
    connect(&stack, &LayerStack::layersChanged, this, [this] {
        beginResetModel();
        m_thumbnails.clear();
        endResetModel();
    });
    connect(&stack, &LayerStack::layerEdited, this, [this](int id) {
        const auto index = indexOf(id);
        Q_EMIT dataChanged(index, index);
    });
    connect(&stack, &LayerStack::activeChanged, this, [this] {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DetailRole, Qt::AccessibleTextRole});
    });
    const auto outdate = [this](int id) {
        m_stale.insert(id);
        if (!m_refresh.isActive())
            m_refresh.start();
    };
    connect(&stack, &LayerStack::layerChanged, this, outdate);
    connect(document, &Document::paletteChanged, this, [this, outdate] {
        for (const auto& layer : m_document->layers().layers())
            outdate(layer.id);
    });
}

void LayersModel::refreshThumbnails()
{
    for (const int id : std::exchange(m_stale, {})) {
        m_thumbnails.remove(id);
        if (const auto index = indexOf(id); index.isValid())
            Q_EMIT dataChanged(index, index, {Qt::DecorationRole});
    }
}

int LayersModel::rowCount(const QModelIndex& parent) const
{
    return m_document && !parent.isValid() ? m_document->layers().count() : 0;
}

const Layer* LayersModel::layerAt(const QModelIndex& index) const
{
    if (!m_document || !index.isValid() || index.row() >= rowCount())
        return nullptr;
    return &m_document->layers().layers()[size_t(rowCount() - 1 - index.row())];
}

int LayersModel::idAt(const QModelIndex& index) const
{
    const Layer* layer = layerAt(index);
    return layer ? layer->id : 0;
}

QModelIndex LayersModel::indexOf(int id) const
{
    const int at = m_document ? m_document->layers().indexOf(id) : -1;
    return at < 0 ? QModelIndex() : index(rowCount() - 1 - at);
}

QVariant LayersModel::data(const QModelIndex& index, int role) const
{
    const Layer* layer = layerAt(index);
    if (!layer)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return layer->name;
    case Qt::CheckStateRole: return layer->visible ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole: return spoken(*layer);
    case Qt::DecorationRole: {
        auto& thumbnail = m_thumbnails[layer->id];
        if (thumbnail.isNull())
            thumbnail = thumbnailOf(*layer);
        return thumbnail;
    }
    case IdRole: return layer->id;
    case KindRole: return int(layer->kind);
    case LockedRole: return layer->locked;
    case DetailRole: {
        const QString kind = detail(*layer);
        return layer->opacity < 1.0 ? tr("%1, %2 %").arg(kind).arg(qRound(layer->opacity * 100))
                                    : kind;
    }
    default: return {};
    }
}

// In a few words; of several inputs of a kind also which one counts.
QString LayersModel::detail(const Layer& layer) const
{
    const auto& layers = m_document->layers().layers();
    const auto alike = std::count_if(layers.begin(), layers.end(),
                                     [&](const Layer& other) { return other.kind == layer.kind; });
    const bool counts = alike > 1 && m_document->layers().activeOf(layer.kind) == &layer;
    switch (layer.kind) {
    case LayerKind::Paint: return layer.base ? tr("Photo") : tr("Paint");
    case LayerKind::Map: return counts ? tr("Labels, in use") : tr("Labels");
    case LayerKind::Boxes: return counts ? tr("Boxes, in use") : tr("Boxes");
    case LayerKind::Mask: return counts ? tr("To be filled, in use") : tr("To be filled");
    case LayerKind::Result: return layer.base ? tr("Newest picture") : tr("Kept picture");
    }
    return {};
}

QString LayersModel::spoken(const Layer& layer) const
{
    QStringList parts{layer.name, detail(layer)};
    parts << (layer.visible ? tr("visible") : tr("hidden"));
    if (layer.opacity < 1.0)
        parts << tr("%1 percent").arg(qRound(layer.opacity * 100));
    if (layer.locked)
        parts << tr("locked");
    return parts.join(QStringLiteral(", "));
}

bool LayersModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const int id = idAt(index);
    if (!id)
        return false;
    auto& stack = m_document->layers();
    switch (role) {
    case Qt::EditRole: stack.rename(id, value.toString()); return true;
    case Qt::CheckStateRole: stack.setVisible(id, value.toInt() == Qt::Checked); return true;
    case LockedRole: stack.setLocked(id, value.toBool()); return true;
    default: return false;
    }
}

Qt::ItemFlags LayersModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled |
           Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren;
}

QStringList LayersModel::mimeTypes() const
{
    return {mimeType()};
}

QMimeData* LayersModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(mimeType(), QByteArray::number(idAt(indexes.first())));
    return data;
}

bool LayersModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int,
                               const QModelIndex& parent)
{
    if (!m_document || !data->hasFormat(mimeType()))
        return false;
    auto& stack = m_document->layers();
    const int id = data->data(mimeType()).toInt();
    const int from = stack.indexOf(id);
    if (row < 0)
        row = parent.isValid() ? parent.row() : rowCount();
    // As many layers will lie below as there are rows from here on.
    const int gap = rowCount() - row;
    return from >= 0 && stack.move(id, from < gap ? gap - 1 : gap);
}

QPixmap LayersModel::thumbnailOf(const Layer& layer) const
{
    const double dense = qGuiApp->devicePixelRatio();
    QPixmap pixmap(kThumbnail * dense);
    pixmap.setDevicePixelRatio(dense);
    pixmap.fill(Qt::transparent);
    const QSizeF whole =
        layer.pixels.isNull() ? QSizeF(m_document->size()) : QSizeF(layer.pixels.size());
    const QSizeF size = whole.scaled(QSizeF(kThumbnail), Qt::KeepAspectRatio);
    const QRectF area(QPointF((kThumbnail.width() - size.width()) / 2.0,
                              (kThumbnail.height() - size.height()) / 2.0),
                      size);
    QPainter painter(&pixmap);
    drawSquares(painter, area);
    if (!layer.pixels.isNull()) {
        // Large ones first to a few times the size without averaging: quick, and good enough.
        const QSize coarse = (kThumbnail * dense * 4).boundedTo(layer.pixels.size());
        const QImage some =
            layer.pixels.scaled(coarse, Qt::KeepAspectRatio, Qt::FastTransformation);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(area, some, QRectF(some.rect()));
    }
    const auto& labels = m_document->palette();
    for (const auto& box : layer.boxes) {
        const bool known = box.label >= 0 && box.label < labels.size();
        painter.setPen(QPen(known ? labels[box.label].colour : QColor(128, 128, 128), 1.5));
        painter.drawRect(QRectF(area.x() + box.x * area.width(), area.y() + box.y * area.height(),
                                box.width * area.width(), box.height * area.height()));
    }
    return pixmap;
}

}  // namespace sfumato
