// SPDX-License-Identifier: MIT
#include "tool/tool_context.h"

#include <algorithm>

namespace sfumato {

void ToolContext::setDocument(Document* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document)
        connect(document, &Document::paletteChanged, this, &ToolContext::paletteChanged);
    Q_EMIT documentChanged();
    Q_EMIT paletteChanged();
}

void ToolContext::setLabel(int label)
{
    if (label < 0 || label == m_label || (m_document && label >= m_document->palette().size()))
        return;
    m_previousLabel = m_label;
    m_label = label;
    Q_EMIT labelChanged(label);
}

void ToolContext::setColour(const QColor& colour)
{
    if (!colour.isValid() || colour == m_colour)
        return;
    m_colour = colour;
    Q_EMIT colourChanged(colour);
}

void ToolContext::setBrushSize(double size)
{
    const double bounded = std::clamp(size, 1.0, 1000.0);
    if (bounded == m_brushSize)
        return;
    m_brushSize = bounded;
    Q_EMIT brushSizeChanged(bounded);
}

void ToolContext::setFeather(int pixels)
{
    if (pixels == m_feather)
        return;
    m_feather = pixels;
    Q_EMIT featherChanged(pixels);
}

}  // namespace sfumato
