// SPDX-License-Identifier: MIT
#include "document/input_commands.h"

namespace sfumato {

ReplacePhotoCommand::ReplacePhotoCommand(Document& document, const QImage& photo,
                                         const QImage& hole, const QString& text)
    : MemoryCommand(text),
      m_document(document),
      m_oldPhoto(document.photo()),
      m_oldHole(document.map()),
      m_newPhoto(photo),
      m_newHole(hole)
{
}

void ReplacePhotoCommand::undo()
{
    if (!isObsolete())
        m_document.writePhoto(m_oldPhoto, m_oldHole);
}

void ReplacePhotoCommand::redo()
{
    if (!isObsolete())
        m_document.writePhoto(m_newPhoto, m_newHole);
}

qsizetype ReplacePhotoCommand::bytes() const
{
    return m_oldPhoto.sizeInBytes() + m_oldHole.sizeInBytes() + m_newPhoto.sizeInBytes() +
           m_newHole.sizeInBytes();
}

void ReplacePhotoCommand::release()
{
    m_oldPhoto = m_oldHole = m_newPhoto = m_newHole = QImage();
    setObsolete(true);
}

SetBoxesCommand::SetBoxesCommand(Document& document, Document::Boxes boxes, const QString& text)
    : MemoryCommand(text), m_document(document), m_old(document.boxes()), m_new(std::move(boxes))
{
}

void SetBoxesCommand::undo()
{
    if (!isObsolete())
        m_document.writeBoxes(m_old);
}

void SetBoxesCommand::redo()
{
    if (!isObsolete())
        m_document.writeBoxes(m_new);
}

qsizetype SetBoxesCommand::bytes() const
{
    return qsizetype((m_old.size() + m_new.size()) * sizeof(ldm::LabelledBox));
}

void SetBoxesCommand::release()
{
    m_old.clear();
    m_new.clear();
    setObsolete(true);
}

}  // namespace sfumato
