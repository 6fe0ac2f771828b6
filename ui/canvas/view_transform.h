// SPDX-License-Identifier: MIT
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace sfumato {

/// Where the document lies in a pane of the canvas: zoom, rotation, mirror, and the document's
/// point in the middle.
class ViewTransform {
public:
    static constexpr double kMinZoom = 0.01;
    static constexpr double kMaxZoom = 64.0;

    double zoom() const { return m_zoom; }
    double rotation() const { return m_rotation; }  ///< degrees clockwise, 0 … 360
    bool isMirrored() const { return m_mirrored; }
    QPointF centre() const { return m_centre; }

    void setCentre(QPointF documentPoint) { m_centre = documentPoint; }
    void setZoom(double zoom);
    void setRotation(double degrees);

    /// Left and right change places on the screen; the document stays as it is.
    void setMirrored(bool mirrored);

    /// Changes the zoom and keeps the document's point under `anchor` where it is.
    void zoomAbout(QPointF anchor, const QRectF& pane, double factor);

    /// Turns the view about a point of the widget.
    void rotateAbout(QPointF anchor, const QRectF& pane, double degrees);

    /// Moves the view by widget pixels.
    void pan(QPointF delta);

    /// Shows all of a document with a margin, however it is turned.
    void fit(QSizeF document, QSizeF pane);

    /// Keeps some of a document in sight, whatever was panned.
    void keepInSight(QSizeF document, QSizeF pane);

    /// Document to widget, inside a pane.
    QTransform toWidget(const QRectF& pane) const;

private:
    QTransform turnAndZoom() const;

    double m_zoom = 1.0;
    double m_rotation = 0.0;
    bool m_mirrored = false;
    QPointF m_centre;
};

}  // namespace sfumato
