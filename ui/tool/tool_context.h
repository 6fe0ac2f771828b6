// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

#include <QObject>
#include <QPointer>

namespace sfumato {

/// What tools share in one window: the document, the label and the brush size in use.
class ToolContext : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    Document* document() const { return m_document; }
    void setDocument(Document* document);

    int label() const { return m_label; }
    void setLabel(int label);
    void swapLabels() { setLabel(m_previousLabel); }

    /// The label that the eraser paints.
    int eraserLabel() const { return 0; }

    /// Diameter in pixels of the document, 1 … 1000.
    double brushSize() const { return m_brushSize; }
    void setBrushSize(double size);
    void enlargeBrush() { setBrushSize(m_brushSize * 1.2 + 0.5); }
    void shrinkBrush() { setBrushSize(m_brushSize / 1.2 - 0.5); }

Q_SIGNALS:
    void documentChanged();
    void paletteChanged();  ///< another model, or another document with another palette
    void labelChanged(int label);
    void brushSizeChanged(double size);

private:
    QPointer<Document> m_document;
    int m_label = 6;
    int m_previousLabel = 0;
    double m_brushSize = 24.0;
};

}  // namespace sfumato
