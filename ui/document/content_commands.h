// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

namespace sfumato {

/// What a stroke changed on a layer, tile by tile. The change is already made when it is pushed:
/// the first redo does nothing.
class StrokeCommand : public MemoryCommand {
public:
    /// @param unprepared  the layer's pixels before they were brought into the form that is painted
    /// on; null where nothing had to be done
    StrokeCommand(Document& document, int layer, QList<TilePatch> patches, const QImage& unprepared,
                  const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override;
    void release() override;

private:
    Document& m_document;
    int m_layer;
    QList<TilePatch> m_patches;
    QImage m_unprepared;
    bool m_made = true;
};

/// The pixels of one layer, as they were and as they become.
struct PixelChange {
    int layer = 0;
    QImage before, after;
};

/// Other pixels, of any size, in one or more layers.
class ReplacePixelsCommand : public MemoryCommand {
public:
    ReplacePixelsCommand(Document& document, std::vector<PixelChange> changes, const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override;
    void release() override;

private:
    Document& m_document;
    std::vector<PixelChange> m_changes;
};

/// Other boxes in the place of the old ones.
class SetBoxesCommand : public MemoryCommand {
public:
    SetBoxesCommand(Document& document, int layer, BoxList boxes, const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override;
    void release() override;

private:
    Document& m_document;
    int m_layer;
    BoxList m_old, m_new;
};

/// Another picture as result.
class SetResultCommand : public MemoryCommand {
public:
    SetResultCommand(Document& document, const PicturePtr& picture, const QImage& image);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override
    {
        return m_old.image.sizeInBytes() + m_new.image.sizeInBytes();
    }
    void release() override;

private:
    // What is shown of a picture: an image only if it is not the picture itself.
    struct Shown {
        KeptPtr picture;
        QImage image;
    };

    Shown shown(const PicturePtr& picture, const QImage& image);
    void show(const Shown& shown);

    Document& m_document;
    Shown m_old, m_new;
};

}  // namespace sfumato
