// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

namespace sfumato {

/// Another photo, with its hole, in the place of the old one.
class ReplacePhotoCommand : public MemoryCommand {
public:
    ReplacePhotoCommand(Document& document, const QImage& photo, const QImage& hole,
                        const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override;
    void release() override;

private:
    Document& m_document;
    QImage m_oldPhoto, m_oldHole, m_newPhoto, m_newHole;
};

/// Other boxes in the place of the old ones.
class SetBoxesCommand : public MemoryCommand {
public:
    SetBoxesCommand(Document& document, Document::Boxes boxes, const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override;
    void release() override;

private:
    Document& m_document;
    Document::Boxes m_old, m_new;
};

}  // namespace sfumato
