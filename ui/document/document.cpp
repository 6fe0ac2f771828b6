// SPDX-License-Identifier: MIT
#include "document/document.h"

#include "document/content_commands.h"
#include "document/layer_compose.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <limits>

namespace sfumato {

namespace {

constexpr int kPins = std::numeric_limits<int>::max();  // their number, beyond any layer's

QImage blankMap(QSize size, int label)
{
    QImage map(size, QImage::Format_Indexed8);
    map.setColorTable(QList<QRgb>(256, qRgb(128, 128, 128)));
    map.fill(uint(label));
    return map;
}

Layer baseLayer(LayerKind kind, const QString& name, const QImage& pixels = {})
{
    Layer layer;
    layer.kind = kind;
    layer.name = name;
    layer.base = true;
    layer.pixels = pixels;
    return layer;
}

bool isOpaque(const QImage& image)
{
    for (int y = 0; y < image.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        if (!std::all_of(row, row + image.width(), [](QRgb pixel) { return qAlpha(pixel) == 255; }))
            return false;
    }
    return true;
}

}  // namespace

Document::Document(QSize size, int label, QObject* parent) : QObject(parent), m_layers(m_undo)
{
    m_carrier.pixels = blankMap(size, label);
    m_pins.kind = LayerKind::Mask;
    m_pins.id = kPins;
    connect(&m_layers, &LayerStack::layersChanged, this, &Document::layersChanged);
    connect(&m_layers, &LayerStack::activeChanged, this, &Document::layerInUseChanged);
    connect(&m_layers, &LayerStack::layerEdited, this, [this](int id) {
        m_photo = QImage();
        if (const Layer* layer = m_layers.find(id); layer && layer->holdsColours())
            Q_EMIT photoChanged();
    });
    connect(&m_layers, &LayerStack::layerChanged, this, [this] { m_photo = QImage(); });
    connect(&m_layers, &LayerStack::aboutToChange, this, &Document::finishStroke);
    // A picture of live painting is superseded by strokes only: other edits leave it in the
    // history.
    connect(&m_undo, &QUndoStack::indexChanged, this, [this](int index) {
        if (index > 0 && index == m_undo.count() &&
            !dynamic_cast<const StrokeCommand*>(m_undo.command(index - 1)))
            m_liveEntry = nullptr;
    });
    setInputKind(InputKind::Map);
}

Document::~Document()
{
    // It signals while it empties: now, while everything is still there.
    m_undo.clear();
}

void Document::setInputKind(InputKind kind)
{
    const QImage map = this->map();
    m_kind = kind;
    m_carrier.pixels = map;
    std::vector<Layer> layers;
    if (takesPhoto())
        layers.push_back(baseLayer(LayerKind::Paint, tr("Photo")));
    if (kind == InputKind::Map)
        layers.push_back(baseLayer(LayerKind::Map, tr("Map"), map));
    if (kind == InputKind::Hole)
        layers.push_back(baseLayer(LayerKind::Mask, tr("Mask"), map));
    if (kind == InputKind::Boxes)
        layers.push_back(baseLayer(LayerKind::Boxes, tr("Boxes")));
    layers.push_back(baseLayer(LayerKind::Result, tr("Picture")));
    m_layers.reset(std::move(layers));
}

void Document::setLayers(std::vector<Layer> layers, QSize size)
{
    const auto need = [&](LayerKind kind, const QString& name, bool onTop) {
        const auto of = [&](const Layer& layer) { return layer.kind == kind; };
        auto found = std::find_if(layers.begin(), layers.end(),
                                  [&](const Layer& l) { return of(l) && l.base; });
        // A picture that was kept is not the place of the next one.
        if (found == layers.end() && kind != LayerKind::Result)
            found = std::find_if(layers.begin(), layers.end(), of);
        if (found == layers.end())
            layers.insert(onTop ? layers.end() : layers.begin(), baseLayer(kind, name));
        else
            found->base = true;
    };
    for (auto& layer : layers)
        if (layer.holdsLabels() && layer.pixels.size() != size)
            layer.pixels = layer.pixels.isNull() ? blankMap(size, 0) : layer.pixels.scaled(size);
    if (m_kind == InputKind::Map)
        need(LayerKind::Map, tr("Map"), false);
    if (m_kind == InputKind::Hole)
        need(LayerKind::Mask, tr("Mask"), false);
    if (m_kind == InputKind::Boxes)
        need(LayerKind::Boxes, tr("Boxes"), false);
    if (takesPhoto())
        need(LayerKind::Paint, tr("Photo"), false);
    need(LayerKind::Result, tr("Picture"), true);
    for (auto& layer : layers)
        if (layer.holdsLabels() && layer.pixels.isNull())
            layer.pixels = blankMap(size, 0);
    m_undo.clear();
    m_pins.pixels = QImage();
    m_carrier.pixels = blankMap(size, 0);
    m_layers.reset(std::move(layers));
    Q_EMIT sizeChanged(size);
    Q_EMIT mapChanged(map().rect());
    Q_EMIT boxesChanged();
    Q_EMIT photoChanged();
    Q_EMIT resultChanged();
}

const Layer& Document::mapLayer() const
{
    const Layer* layer = nullptr;
    if (m_kind == InputKind::Map)
        layer = m_layers.activeOf(LayerKind::Map);
    else if (m_kind == InputKind::Hole)
        layer = m_layers.activeOf(LayerKind::Mask);
    return layer ? *layer : m_carrier;
}

const Document::Boxes& Document::boxes() const
{
    const Layer* layer = m_layers.activeOf(LayerKind::Boxes);
    return layer ? layer->boxes : m_carrier.boxes;
}

int Document::labelAt(QPoint position) const
{
    return map().rect().contains(position) ? map().pixelIndex(position) : -1;
}

void Document::applyColourTable(QImage& image) const
{
    QList<QRgb> table(256, qRgb(128, 128, 128));
    for (int i = 0; i < m_palette.size() && i < table.size(); ++i)
        table[i] = m_palette[i].colour.rgba();
    if (image.colorTable() != table)
        image.setColorTable(table);
}

void Document::setPalette(const LabelPalette& palette)
{
    if (palette == m_palette)
        return;
    m_palette = palette;
    applyColourTable(m_carrier.pixels);
    for (auto& layer : m_layers.m_layers)
        if (layer.holdsLabels())
            applyColourTable(layer.pixels);
    Q_EMIT paletteChanged();
    Q_EMIT mapChanged(map().rect());
}

void Document::applyColourTable(Layer& layer) const
{
    if (layer.id == m_pins.id && !layer.pixels.isNull())
        layer.pixels.setColorTable({qRgba(0, 0, 0, 0), qRgba(40, 200, 130, 120)});
    else if (layer.holdsLabels() || layer.id == m_carrier.id)
        applyColourTable(layer.pixels);
}

bool Document::hasPhoto() const
{
    return takesPhoto() && !m_layers.inputColours().empty();
}

const QImage& Document::photo() const
{
    if (!hasPhoto()) {
        m_photo = QImage();
    } else if (m_photo.isNull()) {
        const auto colours = m_layers.inputColours();
        const Layer& lowest = *colours.front();
        if (colours.size() == 1 && lowest.opacity == 1.0 && lowest.pixels.size() == size())
            m_photo = lowest.pixels;
        else
            m_photo = compose(colours, size(), QRect(QPoint(), size()));
        if (m_photo.format() == QImage::Format_ARGB32_Premultiplied && isOpaque(m_photo))
            m_photo = m_photo.convertToFormat(QImage::Format_RGB32);
    }
    return m_photo;
}

QSize Document::pictureSize() const
{
    return result().isNull() ? size() : result().size();
}

QImage Document::flattened() const
{
    const QImage all =
        compose(m_layers.allColours(), pictureSize(), QRect(QPoint(), pictureSize()));
    return isOpaque(all) ? all.convertToFormat(QImage::Format_RGB32) : all;
}

void Document::setPreview(const QImage& preview, QRect part)
{
    m_preview = preview;
    m_previewPart = part;
    Q_EMIT previewChanged();
}

void Document::addToHistory(KeptPtr picture)
{
    constexpr qsizetype kWhole = 3;  // that are likely to be gone back to
    const auto isIt = [&picture](const auto& known) { return known.lock() == picture; };
    if (std::none_of(m_past.begin(), m_past.end(), isIt))
        m_past.append(picture);
    m_history.append(std::move(picture));
    if (m_history.size() > kWhole)
        m_history[m_history.size() - 1 - kWhole]->setAside();
    Q_EMIT historyChanged();
}

void Document::clearHistory()
{
    m_history.clear();
    Q_EMIT historyChanged();
}

KeptPtr Document::kept(const PicturePtr& picture)
{
    if (!picture)
        return nullptr;
    m_past.removeIf([](const auto& known) { return known.expired(); });
    KeptPtr kept;
    for (const auto& known : m_past) {
        const auto other = known.lock();
        if (!other)
            continue;
        if (other->is(picture))
            kept = other;
        else if (!m_history.contains(other) && !other->is(this->picture()))
            other->setAside();  // only undo may ask for it
    }
    if (!kept) {
        kept = std::make_shared<KeptPicture>(picture);
        m_past.append(kept);
    }
    return kept;
}

// Layers have come from an undo or a file: labels in the colours of now.
void Document::layersChanged()
{
    m_photo = QImage();
    for (auto& layer : m_layers.m_layers)
        if (layer.holdsLabels())
            applyColourTable(layer.pixels);
    layerInUseChanged();
    Q_EMIT photoChanged();
}

// The map or the boxes that count may be others now.
void Document::layerInUseChanged()
{
    const int map = mapLayer().id;
    if (std::exchange(m_mapInUse, map) != map)
        Q_EMIT mapChanged(this->map().rect());
    const Layer* layer = m_layers.activeOf(LayerKind::Boxes);
    const int boxes = layer ? layer->id : 0;
    if (std::exchange(m_boxesInUse, boxes) != boxes)
        Q_EMIT boxesChanged();
}

void Document::setSize(QSize size)
{
    if (size == this->size())
        return;
    QImage blank(size, QImage::Format_Indexed8);
    blank.fill(0);
    m_pins.pixels = QImage();
    writePixels({{mapLayer().id, {}, blank}});
}

// What must have the document's size gets it, labels without new ones in between.
void Document::followSize(std::vector<PixelChange>& changes, QSize size) const
{
    for (const auto& layer : m_layers.layers()) {
        const bool follows = layer.holdsLabels() || (layer.kind == LayerKind::Paint && !layer.base);
        const bool changed = std::any_of(changes.begin(), changes.end(),
                                         [&](const auto& c) { return c.layer == layer.id; });
        if (!follows || changed || size.isEmpty() || layer.pixels.size() == size)
            continue;
        changes.push_back({layer.id, layer.pixels,
                           layer.pixels.scaled(size, Qt::IgnoreAspectRatio,
                                               layer.holdsLabels() ? Qt::FastTransformation
                                                                   : Qt::SmoothTransformation)});
    }
    if (!m_pins.pixels.isNull() && m_pins.pixels.size() != size)
        changes.push_back({m_pins.id, m_pins.pixels, m_pins.pixels.scaled(size)});
}

void Document::replaceMap(const QImage& indices, const QString& text)
{
    finishStroke();
    if (isRefused(&mapLayer()))
        return;
    std::vector<PixelChange> changes{{mapLayer().id, map(), indices}};
    followSize(changes, indices.size());
    m_undo.pushCommand(new ReplacePixelsCommand(*this, std::move(changes), text));
}

void Document::replacePhoto(const QImage& photo, const QImage& hole, const QString& text)
{
    finishStroke();
    const Layer* base = m_layers.baseOf(LayerKind::Paint);
    if (isRefused(base))
        return;
    QImage map = hole;
    if (map.size() != photo.size()) {
        map = QImage(photo.size(), QImage::Format_Indexed8);
        map.fill(0);
    }
    std::vector<PixelChange> changes;
    if (base)
        changes.push_back({base->id, base->pixels, photo});
    changes.push_back({mapLayer().id, this->map(), map});
    followSize(changes, photo.size());
    m_undo.pushCommand(new ReplacePixelsCommand(*this, std::move(changes), text));
}

void Document::setBoxes(const Boxes& boxes, const QString& text)
{
    const Layer* layer = m_layers.activeOf(LayerKind::Boxes);
    if (boxes != this->boxes() && !isRefused(layer))
        m_undo.pushCommand(new SetBoxesCommand(*this, layer ? layer->id : 0, boxes, text));
}

void Document::setResult(PicturePtr picture, const QImage& image)
{
    const Layer& layer = *m_layers.baseOf(LayerKind::Result);
    if (layer.locked)
        m_layers.refuse(tr("“%1” is locked and keeps what it shows; the new picture is in the "
                           "history.")
                            .arg(layer.name));
    else
        m_undo.pushCommand(new SetResultCommand(*this, picture, image));
}

void Document::showLive(PicturePtr picture, const QImage& image, bool settled)
{
    if (settled) {
        if (!m_history.isEmpty() && m_history.last()->is(m_liveEntry)) {
            m_history.removeLast();
            Q_EMIT historyChanged();
        }
        m_liveEntry = picture;
        addToHistory(picture);
    }
    if (!m_layers.baseOf(LayerKind::Result)->locked)
        writeResult(std::move(picture), image);
}

void Document::writePixels(const std::vector<PixelChange>& changes)
{
    takeBackStroke();
    const QSize before = size();
    bool photo = false;
    for (const auto& change : changes) {
        Layer* layer = editLayer(change.layer);
        if (!layer)
            continue;
        layer->pixels = change.after;
        photo |= layer->holdsColours() && layer->id != m_carrier.id;
        applyColourTable(*layer);
    }
    if (before != size())
        Q_EMIT sizeChanged(size());
    for (const auto& change : changes)
        if (const Layer* layer = editLayer(change.layer))
            touch(layer->id, layer->pixels.rect());
    if (photo)
        Q_EMIT photoChanged();
}

void Document::writeBoxes(int id, const Boxes& boxes)
{
    Layer* layer = editLayer(id);
    if (!layer)
        return;
    layer->boxes = boxes;
    Q_EMIT m_layers.layerChanged(id, QRect(QPoint(), size()));
    Q_EMIT boxesChanged();
}

void Document::writeResult(PicturePtr picture, const QImage& image)
{
    Layer& layer = *editLayer(m_layers.baseOf(LayerKind::Result)->id);
    layer.picture = std::move(picture);
    layer.pixels = image;
    Q_EMIT m_layers.layerChanged(layer.id, image.rect());
    Q_EMIT resultChanged();
}

QByteArray Document::snapshot() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    const auto write = [&](const Layer& layer) {
        out << int(layer.kind) << layer.name << layer.visible << layer.opacity << layer.locked
            << layer.pixels.size();
        for (int y = 0; y < layer.pixels.height(); ++y)
            out.writeRawData(reinterpret_cast<const char*>(layer.pixels.constScanLine(y)),
                             layer.pixels.width() * layer.pixels.depth() / 8);
        for (const auto& box : layer.boxes)
            out << box.label << box.x << box.y << box.width << box.height;
    };
    write(m_carrier);
    write(m_pins);
    for (const auto& layer : m_layers.layers())
        write(layer);
    out << m_undo.count() << m_undo.index() << qsizetype(m_history.size());
    return bytes;
}

void Document::setFilePath(const QString& path)
{
    m_filePath = path;
    Q_EMIT filePathChanged();
}

}  // namespace sfumato
