// SPDX-License-Identifier: MIT
#include "document/map_commands.h"

#include <QCoreApplication>

#include <utility>

namespace sfumato {

QByteArray packPatch(const QImage& image, QRect rect)
{
    QByteArray bytes;
    bytes.reserve(qsizetype(rect.width()) * rect.height());
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        bytes.append(reinterpret_cast<const char*>(image.constScanLine(y)) + rect.left(),
                     rect.width());
    return qCompress(bytes, 1);
}

MapPatchCommand::MapPatchCommand(Document& document, QRect rect, const QImage& before,
                                 const QString& text)
    : MemoryCommand(text),
      m_document(document),
      m_rect(rect),
      m_before(packPatch(before, rect)),
      m_after(packPatch(document.map(), rect))
{
}

void MapPatchCommand::undo()
{
    if (!isObsolete())
        m_document.writePatch(m_rect, m_before);
}

void MapPatchCommand::redo()
{
    if (!std::exchange(m_made, false) && !isObsolete())
        m_document.writePatch(m_rect, m_after);
}

void MapPatchCommand::release()
{
    m_before.clear();
    m_after.clear();
    setObsolete(true);
}

ReplaceMapCommand::ReplaceMapCommand(Document& document, const QImage& map, const QString& text)
    : MemoryCommand(text), m_document(document), m_old(document.map()), m_new(map)
{
}

void ReplaceMapCommand::undo()
{
    if (!isObsolete())
        m_document.writeMap(m_old);
}

void ReplaceMapCommand::redo()
{
    if (!isObsolete())
        m_document.writeMap(m_new);
}

void ReplaceMapCommand::release()
{
    m_old = m_new = QImage();
    setObsolete(true);
}

SetResultCommand::SetResultCommand(Document& document, Document::PicturePtr picture,
                                   const QImage& image)
    : MemoryCommand(QCoreApplication::translate("Document", "Picture")),
      m_document(document),
      m_oldPicture(document.picture()),
      m_newPicture(std::move(picture)),
      m_oldImage(document.result()),
      m_newImage(image)
{
}

void SetResultCommand::undo()
{
    if (!isObsolete())
        m_document.writeResult(m_oldPicture, m_oldImage);
}

void SetResultCommand::redo()
{
    if (!isObsolete())
        m_document.writeResult(m_newPicture, m_newImage);
}

void SetResultCommand::release()
{
    m_oldPicture = m_newPicture = nullptr;
    m_oldImage = m_newImage = QImage();
    setObsolete(true);
}

}  // namespace sfumato
