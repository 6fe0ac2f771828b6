// SPDX-License-Identifier: MIT
#pragma once

#include "document/content_commands.h"

namespace sfumato {

/// A canvas as it was and as it becomes.
struct CanvasExtent {
    struct BoxChange {
        int layer = 0;
        BoxList before, after;
    };

    QSize sizeBefore, sizeAfter;
    QPoint noiseBefore, noiseAfter;
    std::vector<PixelChange> pixels;
    std::vector<BoxChange> boxes;
};

/// More canvas on its sides, or less: every layer, and where the noise lies.
class ExtendCanvasCommand : public MemoryCommand {
public:
    ExtendCanvasCommand(Document& document, CanvasExtent extent, const QString& text);

    void undo() override;
    void redo() override;
    qsizetype bytes() const override;
    void release() override;

private:
    Document& m_document;
    CanvasExtent m_extent;
};

}  // namespace sfumato
