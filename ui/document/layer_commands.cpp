// SPDX-License-Identifier: MIT
#include "document/layer_commands.h"

#include "document/layer_compose.h"
#include "document/layer_stack.h"

#include <utility>

namespace sfumato {

namespace {

constexpr int kPropertiesId = 0x1a7e;

// Of the lower one: size, name and place; colours with a recipe become plain colours.
Layer merged(const Layer& upper, const Layer& lower)
{
    Layer out = lower;
    if (lower.holdsColours()) {
        out.pixels = compose({&lower, &upper}, lower.pixels.size(), lower.pixels.rect());
        out.kind = LayerKind::Paint;
        out.picture = nullptr;
        out.opacity = 1.0;
    } else if (lower.holdsLabels()) {
        const int width = std::min(lower.pixels.width(), upper.pixels.width());
        const int height = std::min(lower.pixels.height(), upper.pixels.height());
        for (int y = 0; y < height; ++y) {
            const uchar* from = upper.pixels.constScanLine(y);
            uchar* to = out.pixels.scanLine(y);
            for (int x = 0; x < width; ++x)
                to[x] = from[x] ? from[x] : to[x];
        }
    } else {
        out.boxes.insert(out.boxes.end(), upper.boxes.begin(), upper.boxes.end());
    }
    return out;
}

}  // namespace

AddLayerCommand::AddLayerCommand(LayerStack& stack, Layer layer, int index, const QString& text)
    : MemoryCommand(text), m_stack(stack), m_layer(std::move(layer)), m_index(index)
{
}

void AddLayerCommand::undo()
{
    if (!isObsolete())
        m_layer = m_stack.takeLayer(m_index);
}

void AddLayerCommand::redo()
{
    if (!isObsolete())
        m_stack.insertLayer(m_index, std::exchange(m_layer, {}));
}

void AddLayerCommand::release()
{
    m_layer = {};
    setObsolete(true);
}

RemoveLayerCommand::RemoveLayerCommand(LayerStack& stack, int id)
    : MemoryCommand(LayerStack::tr("Delete layer")), m_stack(stack), m_index(stack.indexOf(id))
{
}

void RemoveLayerCommand::undo()
{
    if (!isObsolete())
        m_stack.insertLayer(m_index, std::exchange(m_layer, {}));
}

void RemoveLayerCommand::redo()
{
    if (!isObsolete())
        m_layer = m_stack.takeLayer(m_index);
}

void RemoveLayerCommand::release()
{
    m_layer = {};
    setObsolete(true);
}

MoveLayerCommand::MoveLayerCommand(LayerStack& stack, int from, int to)
    : MemoryCommand(LayerStack::tr("Move layer")), m_stack(stack), m_from(from), m_to(to)
{
}

void MoveLayerCommand::undo()
{
    if (!isObsolete())
        m_stack.moveLayer(m_to, m_from);
}

void MoveLayerCommand::redo()
{
    if (!isObsolete())
        m_stack.moveLayer(m_from, m_to);
}

LayerPropertiesCommand::LayerPropertiesCommand(LayerStack& stack, int id, LayerProperties after,
                                               const QString& text, int gesture)
    : MemoryCommand(text),
      m_stack(stack),
      m_layer(id),
      m_gesture(gesture),
      m_before(*stack.find(id)),
      m_after(std::move(after))
{
}

int LayerPropertiesCommand::id() const
{
    return m_gesture ? kPropertiesId : -1;
}

bool LayerPropertiesCommand::mergeWith(const QUndoCommand* other)
{
    const auto* next = static_cast<const LayerPropertiesCommand*>(other);
    if (next->m_layer != m_layer || next->m_gesture != m_gesture)
        return false;
    m_after = next->m_after;
    return true;
}

void LayerPropertiesCommand::undo()
{
    if (!isObsolete())
        m_stack.writeProperties(m_layer, m_before);
}

void LayerPropertiesCommand::redo()
{
    if (!isObsolete())
        m_stack.writeProperties(m_layer, m_after);
}

MergeDownCommand::MergeDownCommand(LayerStack& stack, int index)
    : MemoryCommand(LayerStack::tr("Merge layers")), m_stack(stack), m_index(index)
{
}

void MergeDownCommand::undo()
{
    if (isObsolete())
        return;
    const int below = m_index - 1;
    m_stack.m_layers[size_t(below)] = std::exchange(m_lower, {});
    m_stack.insertLayer(m_index, std::exchange(m_upper, {}));
}

void MergeDownCommand::redo()
{
    if (isObsolete())
        return;
    const auto below = size_t(m_index) - 1;
    m_lower = m_stack.m_layers[below];
    Layer together = merged(m_stack.m_layers[below + 1], m_lower);
    const int id = together.id;
    m_stack.m_layers[below] = std::move(together);
    m_upper = m_stack.takeLayer(m_index);
    m_stack.setActive(id);
}

void MergeDownCommand::release()
{
    m_upper = m_lower = {};
    setObsolete(true);
}

}  // namespace sfumato
