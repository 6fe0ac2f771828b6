// SPDX-License-Identifier: MIT
#include "canvas/view_transform.h"

#include <algorithm>
#include <cmath>

namespace sfumato {

void ViewTransform::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
}

void ViewTransform::setRotation(double degrees)
{
    m_rotation = std::fmod(std::fmod(degrees, 360.0) + 360.0, 360.0);
}

void ViewTransform::setMirrored(bool mirrored)
{
    if (mirrored != m_mirrored)
        setRotation(-m_rotation);  // the turned picture is flipped as a whole
    m_mirrored = mirrored;
}

void ViewTransform::zoomAbout(QPointF anchor, const QRectF& pane, double factor)
{
    const QPointF fixed = toWidget(pane).inverted().map(anchor);
    setZoom(m_zoom * factor);
    pan(anchor - toWidget(pane).map(fixed));
}

void ViewTransform::rotateAbout(QPointF anchor, const QRectF& pane, double degrees)
{
    const QPointF fixed = toWidget(pane).inverted().map(anchor);
    setRotation(m_rotation + degrees);
    pan(anchor - toWidget(pane).map(fixed));
}

void ViewTransform::pan(QPointF delta)
{
    m_centre -= turnAndZoom().inverted().map(delta);
}

void ViewTransform::fit(QSizeF document, QSizeF pane)
{
    if (document.isEmpty() || pane.isEmpty())
        return;
    QTransform turn;
    turn.rotate(m_rotation);
    const QSizeF turned = turn.mapRect(QRectF(QPointF(), document)).size();
    setZoom(0.94 * std::min(pane.width() / turned.width(), pane.height() / turned.height()));
    m_centre = QPointF(document.width() / 2.0, document.height() / 2.0);
}

void ViewTransform::keepInSight(QSizeF document, QSizeF pane)
{
    constexpr double kStays = 40.0;  // pixels on the screen
    const double beyond =
        std::max(0.0, std::min(pane.width(), pane.height()) / 2.0 - kStays) / m_zoom;
    m_centre.setX(std::clamp(m_centre.x(), -beyond, document.width() + beyond));
    m_centre.setY(std::clamp(m_centre.y(), -beyond, document.height() + beyond));
}

QTransform ViewTransform::turnAndZoom() const
{
    QTransform transform;
    transform.rotate(m_rotation);
    transform.scale(m_mirrored ? -m_zoom : m_zoom, m_zoom);
    return transform;
}

QTransform ViewTransform::toWidget(const QRectF& pane) const
{
    QTransform transform = turnAndZoom();
    const QPointF middle = transform.map(m_centre);
    return transform * QTransform::fromTranslate(pane.center().x() - middle.x(),
                                                 pane.center().y() - middle.y());
}

}  // namespace sfumato
