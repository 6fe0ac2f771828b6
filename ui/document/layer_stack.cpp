// SPDX-License-Identifier: MIT
#include "document/layer_stack.h"

#include "document/layer_commands.h"

#include <algorithm>

namespace sfumato {

QString nameOf(LayerKind kind)
{
    switch (kind) {
    case LayerKind::Paint: return LayerStack::tr("Paint layer");
    case LayerKind::Map: return LayerStack::tr("Map");
    case LayerKind::Boxes: return LayerStack::tr("Boxes");
    case LayerKind::Mask: return LayerStack::tr("Mask");
    case LayerKind::Result: return LayerStack::tr("Picture");
    }
    return {};
}

LayerStack::LayerStack(UndoStack& undo, QObject* parent) : QObject(parent), m_undo(undo)
{
}

int LayerStack::indexOf(int id) const
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(),
                                    [id](const Layer& layer) { return layer.id == id; });
    return found == m_layers.end() ? -1 : int(found - m_layers.begin());
}

const Layer* LayerStack::find(int id) const
{
    const int index = indexOf(id);
    return index < 0 ? nullptr : &m_layers[size_t(index)];
}

Layer* LayerStack::edit(int id)
{
    return const_cast<Layer*>(find(id));
}

void LayerStack::setActive(int id)
{
    const Layer* layer = find(id);
    if (!layer || id == m_active)
        return;
    m_active = id;
    m_lastOf[size_t(layer->kind)] = id;
    Q_EMIT activeChanged(id);
}

const Layer* LayerStack::activeOf(LayerKind kind) const
{
    const Layer* found = find(m_lastOf[size_t(kind)]);
    if (found && found->kind == kind)
        return found;
    for (auto it = m_layers.rbegin(); it != m_layers.rend(); ++it)
        if (it->kind == kind)
            return &*it;
    return nullptr;
}

const Layer* LayerStack::baseOf(LayerKind kind) const
{
    for (const auto& layer : m_layers)
        if (layer.base && layer.kind == kind)
            return &layer;
    return nullptr;
}

std::vector<const Layer*> LayerStack::inputColours() const
{
    std::vector<const Layer*> found;
    for (const auto& layer : m_layers) {
        if (layer.base && layer.kind == LayerKind::Result)
            break;
        if (layer.holdsColours() && layer.isShown() && !layer.pixels.isNull())
            found.push_back(&layer);
    }
    return found;
}

std::vector<const Layer*> LayerStack::allColours() const
{
    std::vector<const Layer*> found;
    for (const auto& layer : m_layers)
        if (layer.holdsColours() && layer.isShown() && !layer.pixels.isNull())
            found.push_back(&layer);
    return found;
}

void LayerStack::reset(std::vector<Layer> layers)
{
    m_layers = std::move(layers);
    m_lastOf = {};
    m_active = 0;
    for (auto& layer : m_layers) {
        layer.id = m_nextId++;
        if (layer.kind != LayerKind::Result || !m_active)
            m_active = layer.id;
    }
    if (const auto* layer = active())
        m_lastOf[size_t(layer->kind)] = layer->id;
    Q_EMIT layersChanged();
    Q_EMIT activeChanged(m_active);
}

int LayerStack::add(Layer layer, int index, const QString& text)
{
    layer.id = m_nextId++;
    const int id = layer.id;
    m_undo.pushCommand(
        new AddLayerCommand(*this, std::move(layer), std::clamp(index, 0, count()), text));
    return id;
}

// What pictures are made of: the document needs one at least.
bool LayerStack::isLastOfNeeded(const Layer& layer) const
{
    if (layer.kind == LayerKind::Paint || layer.kind == LayerKind::Result)
        return layer.base;
    return std::count_if(m_layers.begin(), m_layers.end(),
                         [&](const Layer& other) { return other.kind == layer.kind; }) == 1;
}

bool LayerStack::remove(int id)
{
    const Layer* layer = find(id);
    if (!layer)
        return false;
    if (layer->locked) {
        refuse(tr("“%1” is locked; unlock it to delete it.").arg(layer->name));
        return false;
    }
    if (layer->base && layer->kind == LayerKind::Result) {
        refuse(
            tr("“%1” is where the next picture goes and stays; hide it instead.").arg(layer->name));
        return false;
    }
    if (isLastOfNeeded(*layer)) {
        refuse(
            tr("“%1” is what the picture is made of and stays; hide it instead.").arg(layer->name));
        return false;
    }
    Q_EMIT aboutToChange();
    m_undo.pushCommand(new RemoveLayerCommand(*this, id));
    return true;
}

int LayerStack::duplicate(int id)
{
    Q_EMIT aboutToChange();
    const Layer* layer = find(id);
    if (!layer)
        return 0;
    Layer copy = *layer;
    // The place of the next picture stays above its copies, so that it is seen.
    const bool below = layer->base && layer->kind == LayerKind::Result;
    if (below && copy.pixels.isNull()) {
        refuse(tr("There is no picture yet: press Generate first."));
        return 0;
    }
    copy.base = false;
    copy.name = below && copy.picture ? tr("Seed %1").arg(copy.picture->recipe.seed)
                                      : tr("%1, copy").arg(layer->name);
    return add(std::move(copy), indexOf(id) + (below ? 0 : 1), tr("Duplicate layer"));
}

bool LayerStack::move(int id, int index)
{
    const int from = indexOf(id);
    index = std::clamp(index, 0, count() - 1);
    if (from < 0 || from == index)
        return false;
    m_undo.pushCommand(new MoveLayerCommand(*this, from, index));
    return true;
}

QString LayerStack::obstacleToMerging(int index) const
{
    const Layer& upper = m_layers[size_t(index)];
    if (index == 0)
        return tr("“%1” is the lowest layer; there is nothing to merge it with.").arg(upper.name);
    const Layer& lower = m_layers[size_t(index) - 1];
    for (const Layer* layer : {&upper, &lower}) {
        if (layer->base && layer->kind == LayerKind::Result)
            return tr("“%1” is where the next picture goes; keep the picture as a layer and merge "
                      "that.")
                .arg(layer->name);
        if (layer->locked)
            return tr("“%1” is locked; unlock it to merge it.").arg(layer->name);
        if (!layer->visible)
            return tr("“%1” is hidden; show it to merge it.").arg(layer->name);
    }
    const bool alike = upper.kind == lower.kind || (upper.holdsColours() && lower.holdsColours());
    if (!alike)
        return tr("“%1” and “%2” hold different things and cannot be merged; bring layers of one "
                  "kind next to each other.")
            .arg(upper.name, lower.name);
    if (upper.base)
        return tr("“%1” is where photos go and stays; move it below the other layer.")
            .arg(upper.name);
    if (upper.holdsColours() && lower.pixels.isNull())
        return tr("“%1” is empty; there is nothing to merge with.").arg(lower.name);
    return {};
}

bool LayerStack::mergeDown(int id)
{
    const int index = indexOf(id);
    if (index < 0)
        return false;
    if (const QString obstacle = obstacleToMerging(index); !obstacle.isEmpty()) {
        refuse(obstacle);
        return false;
    }
    Q_EMIT aboutToChange();
    m_undo.pushCommand(new MergeDownCommand(*this, index));
    return true;
}

void LayerStack::change(int id, const LayerProperties& properties, const QString& text, int gesture)
{
    const Layer* layer = find(id);
    if (layer && !(static_cast<const LayerProperties&>(*layer) == properties))
        m_undo.pushCommand(new LayerPropertiesCommand(*this, id, properties, text, gesture));
}

void LayerStack::renameBases(const std::function<QString(const QString& name)>& renamed)
{
    for (auto& layer : m_layers)
        if (layer.base) {
            layer.name = renamed(layer.name);
            Q_EMIT layerEdited(layer.id);
        }
}

void LayerStack::rename(int id, const QString& name)
{
    const Layer* layer = find(id);
    if (!layer || name.trimmed().isEmpty())
        return;
    LayerProperties properties = *layer;
    properties.name = name.trimmed();
    change(id, properties, tr("Rename layer"));
}

void LayerStack::setVisible(int id, bool visible)
{
    if (const Layer* layer = find(id)) {
        LayerProperties properties = *layer;
        properties.visible = visible;
        change(id, properties, visible ? tr("Show layer") : tr("Hide layer"));
    }
}

void LayerStack::setLocked(int id, bool locked)
{
    if (const Layer* layer = find(id)) {
        LayerProperties properties = *layer;
        properties.locked = locked;
        change(id, properties, locked ? tr("Lock layer") : tr("Unlock layer"));
    }
}

void LayerStack::setOpacity(int id, double opacity, int gesture)
{
    if (const Layer* layer = find(id)) {
        LayerProperties properties = *layer;
        properties.opacity = std::clamp(opacity, 0.0, 1.0);
        change(id, properties, tr("Layer opacity"), gesture);
    }
}

QString LayerStack::obstacleToPainting(const Layer& layer) const
{
    if (layer.locked)
        return tr("“%1” is locked; unlock it in the layers to change it.").arg(layer.name);
    if (!layer.visible)
        return tr("“%1” is hidden; show it in the layers to change it.").arg(layer.name);
    return {};
}

void LayerStack::insertLayer(int index, Layer layer)
{
    const int id = layer.id;
    m_layers.insert(m_layers.begin() + index, std::move(layer));
    Q_EMIT layersChanged();
    setActive(id);
}

Layer LayerStack::takeLayer(int index)
{
    Layer layer = std::move(m_layers[size_t(index)]);
    m_layers.erase(m_layers.begin() + index);
    Q_EMIT layersChanged();
    if (m_active == layer.id) {
        m_active = 0;
        // One of its kind if there is one, so that the tool in use goes on.
        const Layer* next = activeOf(layer.kind);
        if (!next && !m_layers.empty())
            next = &m_layers[size_t(std::min(index, count() - 1))];
        if (next)
            setActive(next->id);
    }
    return layer;
}

void LayerStack::moveLayer(int from, int to)
{
    Layer layer = std::move(m_layers[size_t(from)]);
    m_layers.erase(m_layers.begin() + from);
    m_layers.insert(m_layers.begin() + to, std::move(layer));
    Q_EMIT layersChanged();
}

void LayerStack::writeProperties(int id, const LayerProperties& properties)
{
    if (Layer* layer = edit(id)) {
        static_cast<LayerProperties&>(*layer) = properties;
        Q_EMIT layerEdited(id);
    }
}

}  // namespace sfumato
