// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

#include <QColor>
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

    /// What the colour brush paints; its alpha is the density of a stroke.
    QColor colour() const { return m_colour; }
    void setColour(const QColor& colour);

    /// Diameter in pixels of the document, 1 … 1000.
    double brushSize() const { return m_brushSize; }
    void setBrushSize(double size);
    void enlargeBrush() { setBrushSize(m_brushSize * 1.2 + 0.5); }
    void shrinkBrush() { setBrushSize(m_brushSize / 1.2 - 0.5); }

    /// Screen pixels that a stroke trails behind the pointer to even out tremors; 0 = off.
    double stabiliser() const { return m_stabiliser; }
    void setStabiliser(double pixels) { m_stabiliser = pixels; }

    /// Does the pen's pressure change the size of the brush?
    bool pressureSizes() const { return m_pressureSizes; }
    void setPressureSizes(bool on) { m_pressureSizes = on; }

    /// Pixels over which a hole blends with its surroundings.
    int feather() const { return m_feather; }
    void setFeather(int pixels);

Q_SIGNALS:
    void documentChanged();
    void paletteChanged();  ///< another model, or another document with another palette
    void labelChanged(int label);
    void colourChanged(const QColor& colour);
    void brushSizeChanged(double size);
    void featherChanged(int pixels);
    void loupeWanted(QPointF place);  ///< of the document, to be seen enlarged

private:
    QPointer<Document> m_document;
    int m_label = 6;
    int m_previousLabel = 0;
    QColor m_colour{40, 60, 90};
    double m_brushSize = 24.0;
    double m_stabiliser = 0.0;
    int m_feather = 0;
    bool m_pressureSizes = true;
};

}  // namespace sfumato
