// SPDX-License-Identifier: MIT
#include "document/content_commands.h"

#include "job/image_conversion.h"

#include <QCoreApplication>

#include <utility>

namespace sfumato {

StrokeCommand::StrokeCommand(Document& document, int layer, QList<TilePatch> patches,
                             const QImage& unprepared, const QString& text)
    : MemoryCommand(text),
      m_document(document),
      m_layer(layer),
      m_patches(std::move(patches)),
      m_unprepared(unprepared)
{
}

void StrokeCommand::undo()
{
    if (isObsolete())
        return;
    if (m_unprepared.isNull())
        m_document.writeTiles(m_layer, m_patches, false);
    else
        m_document.writePixels({{m_layer, {}, m_unprepared}});
}

void StrokeCommand::redo()
{
    if (std::exchange(m_made, false) || isObsolete())
        return;
    if (!m_unprepared.isNull())
        m_document.writePixels({{m_layer, {}, m_document.prepared(m_unprepared)}});
    m_document.writeTiles(m_layer, m_patches, true);
}

qsizetype StrokeCommand::bytes() const
{
    qsizetype total = m_unprepared.sizeInBytes();
    for (const auto& patch : m_patches)
        total += patch.before.size() + patch.after.size() + qsizetype(sizeof(TilePatch));
    return total;
}

void StrokeCommand::release()
{
    m_patches.clear();
    m_unprepared = QImage();
    setObsolete(true);
}

ReplacePixelsCommand::ReplacePixelsCommand(Document& document, std::vector<PixelChange> changes,
                                           const QString& text)
    : MemoryCommand(text), m_document(document), m_changes(std::move(changes))
{
}

void ReplacePixelsCommand::undo()
{
    if (isObsolete())
        return;
    auto back = m_changes;
    for (auto& change : back)
        std::swap(change.before, change.after);
    m_document.writePixels(back);
}

void ReplacePixelsCommand::redo()
{
    if (!isObsolete())
        m_document.writePixels(m_changes);
}

qsizetype ReplacePixelsCommand::bytes() const
{
    qsizetype total = 0;
    for (const auto& change : m_changes)
        total += change.before.sizeInBytes() + change.after.sizeInBytes();
    return total;
}

void ReplacePixelsCommand::release()
{
    m_changes.clear();
    setObsolete(true);
}

SetBoxesCommand::SetBoxesCommand(Document& document, int layer, BoxList boxes, const QString& text)
    : MemoryCommand(text),
      m_document(document),
      m_layer(layer),
      m_old(document.boxes()),
      m_new(std::move(boxes))
{
}

void SetBoxesCommand::undo()
{
    if (!isObsolete())
        m_document.writeBoxes(m_layer, m_old);
}

void SetBoxesCommand::redo()
{
    if (!isObsolete())
        m_document.writeBoxes(m_layer, m_new);
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

SetResultCommand::SetResultCommand(Document& document, const PicturePtr& picture,
                                   const QImage& image)
    : MemoryCommand(QCoreApplication::translate("Document", "Picture")),
      m_document(document),
      m_old(shown(document.picture(), document.result())),
      m_new(shown(picture, image))
{
}

SetResultCommand::Shown SetResultCommand::shown(const PicturePtr& picture, const QImage& image)
{
    return {m_document.kept(picture), image == pixelsOf(picture) ? QImage() : image};
}

void SetResultCommand::show(const Shown& shown)
{
    const auto picture = shown.picture ? shown.picture->whole() : nullptr;
    m_document.writeResult(picture, shown.image.isNull() ? pixelsOf(picture) : shown.image);
}

void SetResultCommand::undo()
{
    if (!isObsolete())
        show(m_old);
}

void SetResultCommand::redo()
{
    if (!isObsolete())
        show(m_new);
}

void SetResultCommand::release()
{
    m_old = m_new = {};
    setObsolete(true);
}

}  // namespace sfumato
