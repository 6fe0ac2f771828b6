// SPDX-License-Identifier: MIT
#pragma once

#include "document/input_kind.h"
#include "document/label_palette.h"
#include "document/undo_stack.h"

#include <ldm/picture.h>

#include <QImage>
#include <QObject>
#include <QRect>

#include <memory>
#include <vector>

namespace sfumato {

/// What an artist works on: the inputs of one way of making pictures (a label map, boxes, a photo
/// with or without a hole), the picture made of them, the pictures made before.
/// Everything that can be undone goes through its undo stack.
class Document : public QObject {
    Q_OBJECT

public:
    using PicturePtr = std::shared_ptr<const ldm::Picture>;
    using Boxes = std::vector<ldm::LabelledBox>;

    /// A map of one label. @param label index into the palette
    explicit Document(QSize size = {256, 256}, int label = 0, QObject* parent = nullptr);

    /// Which of the inputs count.
    InputKind inputKind() const { return m_kind; }
    void setInputKind(InputKind kind) { m_kind = kind; }

    QSize size() const { return m_map.size(); }

    /// Another size for a document without map or photo; boxes are shares of it and follow.
    void setSize(QSize size);

    /// The map as indices (QImage::Format_Indexed8 with the palette as colour table). Of a photo
    /// with a hole: 1 where it is to be filled, else 0.
    const QImage& map() const { return m_map; }
    int labelAt(QPoint position) const;

    /// The photo; null before one is opened.
    const QImage& photo() const { return m_photo; }

    const Boxes& boxes() const { return m_boxes; }

    const LabelPalette& palette() const { return m_palette; }
    void setPalette(const LabelPalette& palette);

    /// The finished picture; null before the first.
    const QImage& result() const { return m_result; }
    PicturePtr picture() const { return m_picture; }

    /// What is forming; null while nothing runs. Not part of the document's contents.
    const QImage& preview() const { return m_preview; }
    void setPreview(const QImage& preview);

    /// Pictures made so far, oldest first.
    const QList<PicturePtr>& history() const { return m_history; }
    void addToHistory(PicturePtr picture);

    UndoStack& undoStack() { return m_undo; }

    /// A stroke: edits between begin and end become one command; an empty one leaves no trace.
    void beginStroke();
    void paintDisc(QPointF centre, double diameter, int label);
    void paintRect(QRect rect, int label);
    void endStroke(const QString& text);

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

    /// Bytes of everything that is saved: equal documents have equal snapshots.
    QByteArray snapshot() const;

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

private:
    friend class MapPatchCommand;
    friend class ReplaceMapCommand;
    friend class ReplacePhotoCommand;
    friend class SetBoxesCommand;
    friend class SetResultCommand;

    void applyColourTable(QImage& image) const;
    void writePatch(QRect rect, const QByteArray& bytes);
    void writeMap(const QImage& indices);
    void writePhoto(const QImage& photo, const QImage& hole);
    void writeBoxes(const Boxes& boxes);
    void writeResult(PicturePtr picture, const QImage& image);
    void touch(QRect rect);

    InputKind m_kind = InputKind::Map;
    LabelPalette m_palette;
    QImage m_map, m_photo, m_result, m_preview;
    Boxes m_boxes;
    PicturePtr m_picture;
    QList<PicturePtr> m_history;
    QImage m_beforeStroke;
    QRect m_dirty;
    QString m_filePath;
    UndoStack m_undo;  ///< goes first: it signals while it empties
};

}  // namespace sfumato
