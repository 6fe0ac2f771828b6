// SPDX-License-Identifier: MIT
#include "document/extend_canvas_command.h"

#include <utility>

namespace sfumato {

ExtendCanvasCommand::ExtendCanvasCommand(Document& document, CanvasExtent extent,
                                         const QString& text)
    : MemoryCommand(text), m_document(document), m_extent(std::move(extent))
{
}

void ExtendCanvasCommand::undo()
{
    if (isObsolete())
        return;
    auto back = m_extent.pixels;
    for (auto& change : back)
        std::swap(change.before, change.after);
    m_document.m_noiseOrigin = m_extent.noiseBefore;
    m_document.writePixels(back);
    for (const auto& change : m_extent.boxes)
        m_document.writeBoxes(change.layer, change.before);
    Q_EMIT m_document.canvasExtended(m_extent.sizeAfter, m_extent.sizeBefore);
}

void ExtendCanvasCommand::redo()
{
    if (isObsolete())
        return;
    m_document.m_noiseOrigin = m_extent.noiseAfter;
    m_document.writePixels(m_extent.pixels);
    for (const auto& change : m_extent.boxes)
        m_document.writeBoxes(change.layer, change.after);
    Q_EMIT m_document.canvasExtended(m_extent.sizeBefore, m_extent.sizeAfter);
}

qsizetype ExtendCanvasCommand::bytes() const
{
    qsizetype total = 0;
    for (const auto& change : m_extent.pixels)
        total += change.before.sizeInBytes() + change.after.sizeInBytes();
    return total;
}

void ExtendCanvasCommand::release()
{
    m_extent.pixels.clear();
    m_extent.boxes.clear();
    setObsolete(true);
}

}  // namespace sfumato
