// SPDX-License-Identifier: MIT
#pragma once

#include "document/label_palette.h"
#include "document/undo_stack.h"

#include <ldm/picture.h>

#include <QImage>
#include <QObject>
#include <QRect>

#include <memory>

namespace sfumato {

/// What an artist works on: a label map, the picture made of it, the pictures made before.
/// Everything that can be undone goes through its undo stack.
class Document : public QObject {
    Q_OBJECT

public:
    using PicturePtr = std::shared_ptr<const ldm::Picture>;

    /// A map of one label. @param label index into the palette
    explicit Document(QSize size = {256, 256}, int label = 0, QObject* parent = nullptr);

    QSize size() const { return m_map.size(); }

    /// The map as indices (QImage::Format_Indexed8 with the palette as colour table).
    const QImage& map() const { return m_map; }
    int labelAt(QPoint position) const;

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

    /// Makes a picture the result, as one command.
    void setResult(PicturePtr picture, const QImage& image);

    /// Bytes of everything that is saved: equal documents have equal snapshots.
    QByteArray snapshot() const;

    QString filePath() const { return m_filePath; }
    void setFilePath(const QString& path);

Q_SIGNALS:
    void mapChanged(QRect rect);
    void sizeChanged(QSize size);
    void resultChanged();
    void previewChanged();
    void historyChanged();
    void paletteChanged();
    void filePathChanged();

private:
    friend class MapPatchCommand;
    friend class ReplaceMapCommand;
    friend class SetResultCommand;

    void applyColourTable(QImage& image) const;
    void writePatch(QRect rect, const QByteArray& bytes);
    void writeMap(const QImage& indices);
    void writeResult(PicturePtr picture, const QImage& image);
    void touch(QRect rect);

    LabelPalette m_palette;
    QImage m_map, m_result, m_preview;
    PicturePtr m_picture;
    QList<PicturePtr> m_history;
    QImage m_beforeStroke;
    QRect m_dirty;
    QString m_filePath;
    UndoStack m_undo;  ///< goes first: it signals while it empties
};

}  // namespace sfumato
