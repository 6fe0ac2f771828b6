// SPDX-License-Identifier: MIT
#include "document/layer_compose.h"

#include <QPainter>

namespace sfumato {

void drawLayer(QPainter& painter, const Layer& layer, QSize whole, QRect part, QPoint at)
{
    painter.setOpacity(layer.opacity);
    if (layer.pixels.size() == whole) {
        painter.drawImage(at, layer.pixels, part);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const double across = double(layer.pixels.width()) / whole.width();
    const double down = double(layer.pixels.height()) / whole.height();
    const QRectF from(part.x() * across, part.y() * down, part.width() * across,
                      part.height() * down);
    painter.drawImage(QRectF(at, part.size()), layer.pixels, from);
}

QImage compose(const std::vector<const Layer*>& layers, QSize whole, QRect part)
{
    QImage out(part.size(), QImage::Format_ARGB32_Premultiplied);
    out.fill(0);
    QPainter painter(&out);
    for (const Layer* layer : layers)
        drawLayer(painter, *layer, whole, part);
    return out;
}

}  // namespace sfumato
