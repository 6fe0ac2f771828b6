// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

namespace sfumato {

/// Bytes of a rectangle of an indexed image, packed.
QByteArray packPatch(const QImage& image, QRect rect);

/// A change inside one rectangle of the map, kept packed. The change is already made when it is
/// pushed: the first redo does nothing.
class MapPatchCommand : public MemoryCommand {
public:
    MapPatchCommand(Document& document, QRect rect, const QImage& before, const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override { return m_before.size() + m_after.size(); }
    void release() override;

private:
    Document& m_document;
    QRect m_rect;
    QByteArray m_before, m_after;
    bool m_made = true;
};

/// Another map in the place of the old one.
class ReplaceMapCommand : public MemoryCommand {
public:
    ReplaceMapCommand(Document& document, const QImage& map, const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override { return m_old.sizeInBytes() + m_new.sizeInBytes(); }
    void release() override;

private:
    Document& m_document;
    QImage m_old, m_new;
};

/// Another picture as result.
class SetResultCommand : public MemoryCommand {
public:
    SetResultCommand(Document& document, Document::PicturePtr picture, const QImage& image);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override { return m_oldImage.sizeInBytes() + m_newImage.sizeInBytes(); }
    void release() override;

private:
    Document& m_document;
    Document::PicturePtr m_oldPicture, m_newPicture;
    QImage m_oldImage, m_newImage;
};

}  // namespace sfumato
