// SPDX-License-Identifier: MIT
#include "canvas/view_transform.h"

#include <algorithm>

namespace sfumato {

void ViewTransform::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
}

void ViewTransform::zoomAbout(QPointF anchor, const QRectF& pane, double factor)
{
    const QPointF fixed = toWidget(pane).inverted().map(anchor);
    setZoom(m_zoom * factor);
    m_centre = fixed - (anchor - pane.center()) / m_zoom;
}

void ViewTransform::fit(QSizeF document, QSizeF pane)
{
    if (document.isEmpty() || pane.isEmpty())
        return;
    setZoom(0.94 * std::min(pane.width() / document.width(), pane.height() / document.height()));
    m_centre = QPointF(document.width() / 2.0, document.height() / 2.0);
}

QTransform ViewTransform::toWidget(const QRectF& pane) const
{
    QTransform transform;
    transform.translate(pane.center().x(), pane.center().y());
    transform.scale(m_zoom, m_zoom);
    transform.translate(-m_centre.x(), -m_centre.y());
    return transform;
}

}  // namespace sfumato
