// SPDX-License-Identifier: MIT
#pragma once

#include "document/layer.h"
#include "document/undo_stack.h"

#include <QObject>
#include <QRect>

#include <array>
#include <functional>

namespace sfumato {

/// The layers of a document, bottom to top, and the one in use. What changes them is undoable;
/// which one is in use is not part of the document's history.
///
/// The base layer of kind Result is where the next picture goes. Colours below it are what the
/// picture is made of, those above it lie over the picture.
class LayerStack : public QObject {
    Q_OBJECT

public:
    explicit LayerStack(UndoStack& undo, QObject* parent = nullptr);

    const std::vector<Layer>& layers() const { return m_layers; }
    int count() const { return int(m_layers.size()); }

    /// @return null if there is no such layer
    const Layer* find(int id) const;
    int indexOf(int id) const;  ///< -1 if there is none

    int activeId() const { return m_active; }
    const Layer* active() const { return find(m_active); }
    void setActive(int id);

    /// Of the layers of a kind the one last in use, else the topmost; null without any.
    const Layer* activeOf(LayerKind kind) const;

    /// The one of a kind that cannot be removed; null without one.
    const Layer* baseOf(LayerKind kind) const;

    /// Visible colours below the place of the next picture, bottom to top: what it is made of.
    std::vector<const Layer*> inputColours() const;

    /// Visible colours, bottom to top: the picture with all that lies under and over it.
    std::vector<const Layer*> allColours() const;

    /// Other layers from the start, with ids given anew; nothing to undo. The topmost of a kind
    /// other than Result becomes the one in use. Used when a mode or a file sets a document up.
    void reset(std::vector<Layer> layers);

    /// A layer at an index, with an id given anew, as one command. @return the id
    int add(Layer layer, int index, const QString& text);

    // Each is one command. Where it cannot be, `refused` says why and nothing changes.
    bool remove(int id);
    int duplicate(int id);  ///< @return the copy's id, 0 if refused
    bool move(int id, int index);
    bool mergeDown(int id);
    void rename(int id, const QString& name);
    void setVisible(int id, bool visible);
    void setLocked(int id, bool locked);

    /// @param gesture  changes with the same number become one command; 0 = one of its own
    void setOpacity(int id, double opacity, int gesture = 0);

    /// Other names for the layers that every document has; nothing to undo, as nobody did it: the
    /// program speaks another language.
    void renameBases(const std::function<QString(const QString& name)>& renamed);

    /// Says why something is not done.
    void refuse(const QString& sentence) { Q_EMIT refused(sentence); }

    /// Why a layer cannot be painted on; empty if it can.
    QString obstacleToPainting(const Layer& layer) const;

Q_SIGNALS:
    /// Layers are about to be merged, copied or removed: what is under way must come to an end.
    void aboutToChange();

    void layersChanged();                   ///< others, or in another order
    void layerEdited(int id);               ///< name, visibility, opacity, lock
    void layerChanged(int id, QRect rect);  ///< contents; the rectangle in the layer's pixels
    void activeChanged(int id);
    void refused(const QString& sentence);

private:
    friend class Document;
    friend class AddLayerCommand;
    friend class RemoveLayerCommand;
    friend class MoveLayerCommand;
    friend class LayerPropertiesCommand;
    friend class MergeDownCommand;

    Layer* edit(int id);
    void insertLayer(int index, Layer layer);
    Layer takeLayer(int index);
    void moveLayer(int from, int to);
    void writeProperties(int id, const LayerProperties& properties);
    void change(int id, const LayerProperties& properties, const QString& text, int gesture = 0);
    bool isLastOfNeeded(const Layer& layer) const;
    QString obstacleToMerging(int index) const;

    UndoStack& m_undo;
    std::vector<Layer> m_layers;
    std::array<int, 5> m_lastOf{};  ///< by kind
    int m_active = 0;
    int m_nextId = 1;
};

/// What a kind of layer is called.
QString nameOf(LayerKind kind);

}  // namespace sfumato
