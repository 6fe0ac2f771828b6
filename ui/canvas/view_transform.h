// SPDX-License-Identifier: MIT
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace sfumato {

/// Where the document lies in a pane of the canvas: zoom and the document's point in the middle.
class ViewTransform {
public:
    static constexpr double kMinZoom = 0.01;
    static constexpr double kMaxZoom = 64.0;

    double zoom() const { return m_zoom; }
    QPointF centre() const { return m_centre; }

    void setCentre(QPointF documentPoint) { m_centre = documentPoint; }

    /// Changes the zoom and keeps the document's point under `anchor` where it is.
    void zoomAbout(QPointF anchor, const QRectF& pane, double factor);

    /// Moves the view by widget pixels.
    void pan(QPointF delta) { m_centre -= delta / m_zoom; }

    /// Shows all of a document with a margin.
    void fit(QSizeF document, QSizeF pane);

    void setZoom(double zoom);

    /// Document to widget, inside a pane.
    QTransform toWidget(const QRectF& pane) const;

private:
    double m_zoom = 1.0;
    QPointF m_centre;
};

}  // namespace sfumato
