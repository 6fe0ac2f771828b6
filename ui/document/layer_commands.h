// SPDX-License-Identifier: MIT
#pragma once

#include "document/layer.h"
#include "document/undo_stack.h"

namespace sfumato {

class LayerStack;

/// One more layer. Keeps it only while it is undone.
class AddLayerCommand : public MemoryCommand {
public:
    AddLayerCommand(LayerStack& stack, Layer layer, int index, const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override { return bytesOf(m_layer); }
    void release() override;

private:
    LayerStack& m_stack;
    Layer m_layer;
    int m_index;
};

/// One layer less.
class RemoveLayerCommand : public MemoryCommand {
public:
    RemoveLayerCommand(LayerStack& stack, int id);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override { return bytesOf(m_layer); }
    void release() override;

private:
    LayerStack& m_stack;
    Layer m_layer;
    int m_index;
};

/// A layer at another place of the order.
class MoveLayerCommand : public MemoryCommand {
public:
    MoveLayerCommand(LayerStack& stack, int from, int to);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override { return 0; }
    void release() override { setObsolete(true); }

private:
    LayerStack& m_stack;
    int m_from, m_to;
};

/// Another name, visibility, opacity or lock.
class LayerPropertiesCommand : public MemoryCommand {
public:
    /// @param gesture  those of one gesture merge; 0 = never
    LayerPropertiesCommand(LayerStack& stack, int id, LayerProperties after, const QString& text,
                           int gesture);

    int id() const override;
    bool mergeWith(const QUndoCommand* other) override;
    void undo() override;
    void redo() override;
    qsizetype bytes() const override { return 0; }
    void release() override { setObsolete(true); }

private:
    LayerStack& m_stack;
    int m_layer, m_gesture;
    LayerProperties m_before, m_after;
};

/// A layer drawn onto the one below it. Labels other than the first, and everything of a mask,
/// win over what is below; boxes come together.
class MergeDownCommand : public MemoryCommand {
public:
    MergeDownCommand(LayerStack& stack, int index);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override { return bytesOf(m_upper) + bytesOf(m_lower); }
    void release() override;

private:
    LayerStack& m_stack;
    int m_index;
    Layer m_upper, m_lower;
};

}  // namespace sfumato
