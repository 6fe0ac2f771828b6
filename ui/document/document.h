// SPDX-License-Identifier: MIT
#pragma once

#include "document/input_kind.h"
#include "document/kept_picture.h"
#include "document/label_palette.h"
#include "document/layer_stack.h"
#include "document/paint_stroke.h"

#include <QImage>
#include <QMargins>
#include <QObject>
#include <QRect>

#include <optional>

namespace sfumato {

struct PixelChange;

/// What an artist works on: layers with the inputs of one way of making pictures (a label map,
/// boxes, a photo with or without a hole), the picture made of them, what is painted over it; and
/// the pictures made before. Everything that can be undone goes through its undo stack.
///
/// Tools and modes mostly see the document as if it had one layer of a kind: `map()`, `boxes()` and
/// `result()` are those of the layer of that kind that is in use, `photo()` is what the visible
/// colours below the picture come to.
class Document : public QObject {
    Q_OBJECT

public:
    using PicturePtr = sfumato::PicturePtr;
    using Boxes = BoxList;

    /// A map of one label. @param label index into the palette
    explicit Document(QSize size = {256, 256}, int label = 0, QObject* parent = nullptr);
    ~Document() override;

    /// Which of the inputs count.
    InputKind inputKind() const { return m_kind; }

    /// Another kind of inputs, with the layers that it begins with. Not undoable: for new
    /// documents.
    void setInputKind(InputKind kind);

    /// Is a photo among what the picture is made of?
    bool takesPhoto() const { return m_kind == InputKind::Photo || m_kind == InputKind::Hole; }

    LayerStack& layers() { return m_layers; }
    const LayerStack& layers() const { return m_layers; }

    QSize size() const { return map().size(); }

    /// Another size for a document without map or photo; boxes are shares of it and follow.
    void setSize(QSize size);

    /// The map in use, as indices (QImage::Format_Indexed8 with the palette as colour table). Of a
    /// photo with a hole: 1 where it is to be filled, else 0.
    const QImage& map() const { return mapLayer().pixels; }
    int labelAt(QPoint position) const;

    /// The layer that `map` is of: its visibility and opacity are how it is drawn.
    const Layer& mapLayer() const;

    /// The visible colours that the picture is made of, as one picture; null before there are any.
    const QImage& photo() const;
    bool hasPhoto() const;

    const Boxes& boxes() const;

    const LabelPalette& palette() const { return m_palette; }
    void setPalette(const LabelPalette& palette);

    /// The finished picture; null before the first.
    const QImage& result() const { return m_layers.baseOf(LayerKind::Result)->pixels; }
    PicturePtr picture() const { return m_layers.baseOf(LayerKind::Result)->picture; }

    /// The picture with all visible colours under and over it, of the picture's size.
    QImage flattened() const;

    /// Of the finished picture, else of the document.
    QSize pictureSize() const;

    /// What is forming; null while nothing runs. Not part of the document's contents.
    const QImage& preview() const { return m_preview; }

    /// @param part  of the document, where the rest stays as it is; empty = all of it
    void setPreview(const QImage& preview, QRect part = {});
    QRect previewPart() const { return m_previewPart; }

    /// Pictures made so far, oldest first. All but the newest few are packed.
    const QList<KeptPtr>& history() const { return m_history; }
    void addToHistory(const PicturePtr& picture) { addToHistory(kept(picture)); }
    void addToHistory(KeptPtr picture);
    void clearHistory();

    /// The same picture in the form that its past is kept in; null for none.
    KeptPtr kept(const PicturePtr& picture);

    /// What is to stay as it is in the next pictures: 1, else 0 (Format_Indexed8 of the document's
    /// size); null until something was pinned.
    const QImage& pins() const { return m_pins.pixels; }
    bool hasPins() const;

    /// Other pins, as one command. @param pins  of the document's size; null = none
    void setPins(const QImage& pins, const QString& text);

    /// Not undoable: for documents that are opened. Pins of another size are left out.
    void restorePins(const QImage& pins);

    /// A stroke on the pins: as `beginStroke`, with 1 as label for what stays.
    void beginPins();

    /// Where the document's corner lies in the endless field that start noise is drawn from, in its
    /// pixels. It moves when the canvas grows to the left or upwards.
    QPoint noiseOrigin() const { return m_noiseOrigin; }

    /// Not undoable: for documents that are opened.
    void setNoiseOrigin(QPoint origin) { m_noiseOrigin = origin; }

    /// More canvas on its sides, or less, as one command: maps go on as they are at the edge, boxes
    /// and pictures keep their places, and so does the noise. For documents without a photo.
    void extendCanvas(const QMargins& by);

    UndoStack& undoStack() { return m_undo; }

    /// A stroke on the map: edits between begin and end become one command; an empty one leaves no
    /// trace. On a layer that is locked or hidden nothing happens; `LayerStack::refused` says why.
    void beginStroke();
    void paintDisc(QPointF centre, double diameter, int label);
    void paintRect(QRect rect, int label);
    void endStroke(const QString& text);

    /// A stroke on the paint layer in use; ends with `endStroke`. @param colour alpha is its
    /// density
    /// @return false if there is none that can be painted on: it has been said why
    bool beginPaint(const QColor& colour, bool erases);
    void paintDab(QPointF centre, double diameter);

    /// Of all visible colours at a place of the document; invalid where there are none.
    QColor colourAt(QPoint position) const;

    /// Floods the 4-connected area at a place, or replaces that label everywhere.
    void fill(QPoint position, int label, bool everywhere);

    /// Another map, of any size, as one command. @param indices Format_Indexed8
    void replaceMap(const QImage& indices, const QString& text);

    /// Another photo and, of its size, an empty hole or the one given, as one command.
    void replacePhoto(const QImage& photo, const QImage& hole, const QString& text);

    /// Other boxes, as one command; the same ones leave no trace.
    void setBoxes(const Boxes& boxes, const QString& text);

    /// Makes a picture the result, as one command.
    void setResult(PicturePtr picture, const QImage& image);

    /// Shows a picture of live painting: no command, for it follows from the input. A settled one
    /// enters the history in the place of the last that came so.
    void showLive(PicturePtr picture, const QImage& image, bool settled);

    /// An empty layer of a kind where it is of most use, as one command. @return its id
    int addLayer(LayerKind kind);

    /// A picture from elsewhere as a paint layer, whole and in the middle. @return its id
    int addPaintLayer(const QImage& image, const QString& name);

    /// A generated picture as a layer of its own, below the place of the next. @return its id
    int keepAsLayer(PicturePtr picture, const QImage& image);

    /// Bytes of everything that is saved: equal documents have equal snapshots.
    QByteArray snapshot() const;

    /// Layers as a file keeps them, for a document that is opened; nothing can be undone then.
    /// What the kind of inputs cannot be without is added where it is missing.
    /// @param size  of the document: labels get it if they have another
    void setLayers(std::vector<Layer> layers, QSize size);

    QString filePath() const { return m_filePath; }
    void setFilePath(const QString& path);

Q_SIGNALS:
    void mapChanged(QRect rect);
    void photoChanged();
    void boxesChanged();
    void sizeChanged(QSize size);
    void resultChanged();
    void previewChanged();
    void historyChanged();
    void paletteChanged();
    void filePathChanged();
    void pinsChanged(QRect rect);

    /// The canvas has grown or shrunk on its sides; also by undo and redo.
    void canvasExtended(QSize before, QSize after);

private:
    friend class ExtendCanvasCommand;
    friend class StrokeCommand;
    friend class ReplacePixelsCommand;
    friend class SetBoxesCommand;
    friend class SetResultCommand;

    // document.cpp
    void applyColourTable(QImage& image) const;
    void applyColourTable(Layer& layer) const;
    void writeTiles(int layer, const QList<TilePatch>& patches, bool after);
    void writePixels(const std::vector<PixelChange>& changes);
    void writeBoxes(int layer, const Boxes& boxes);
    void writeResult(PicturePtr picture, const QImage& image);
    void followSize(std::vector<PixelChange>& changes, QSize size) const;
    bool isRefused(const Layer* layer);
    void layersChanged();
    void layerInUseChanged();

    // document_strokes.cpp
    Layer* editLayer(int id);
    Layer& strokeLayer();
    void finishStroke();
    void takeBackStroke();
    void touch(int layer, QRect rect);
    QImage prepared(const QImage& pixels) const;

    InputKind m_kind = InputKind::Map;
    LabelPalette m_palette;
    Layer m_carrier;  ///< of the size, where no layer is a map
    Layer m_pins;     ///< not among the layers: it is of the next pictures, not of this one
    QPoint m_noiseOrigin;
    QImage m_preview;
    QRect m_previewPart;
    QList<KeptPtr> m_history;
    QList<std::weak_ptr<KeptPicture>> m_past;  ///< in the history, or in an undo step
    PicturePtr m_liveEntry;                    ///< of the history, while live painting goes on
    int m_stroke = -1;                         ///< the layer that is painted on; -1 = none
    bool m_refused = false;                    ///< the stroke is not to be
    StrokeTiles m_kept;
    std::optional<PaintStroke> m_paint;
    QImage m_unprepared;
    mutable QImage m_photo;  ///< what the colours come to; null until it is asked for
    int m_mapInUse = 0, m_boxesInUse = 0;
    QString m_filePath;
    UndoStack m_undo;
    LayerStack m_layers;
};

}  // namespace sfumato
