// SPDX-License-Identifier: MIT
#include "canvas/pixel_source.h"

#include "document/layer_compose.h"

#include <QPainter>

#include <cstring>

namespace sfumato {

namespace {

// A part of an image without a copy of it; only for as long as the image lives unchanged.
QImage viewOf(const QImage& image, QRect rect)
{
    if (image.depth() < 8)
        return image.copy(rect);
    const uchar* first = image.constScanLine(rect.y()) + rect.x() * (image.depth() / 8);
    QImage part(first, rect.width(), rect.height(), image.bytesPerLine(), image.format());
    part.setColorTable(image.colorTable());
    return part;
}

QImage toPixels(const QImage& part)
{
    return part.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

void copyInto(QImage& out, const QImage& pixels)
{
    for (int y = 0; y < pixels.height(); ++y)
        std::memcpy(out.scanLine(y), pixels.constScanLine(y), size_t(pixels.width()) * 4);
}

// Does a layer lie over all below it without a change of size?
bool isPlain(const Layer& layer, QSize whole)
{
    return layer.opacity == 1.0 && layer.pixels.size() == whole;
}

}  // namespace

std::function<QImage()> PixelSource::grab(QRect rect) const
{
    QImage out(rect.size(), QImage::Format_ARGB32_Premultiplied);
    render(rect, out);
    return [out] { return out; };
}

void ImageSource::render(QRect rect, QImage& out) const
{
    copyInto(out, toPixels(viewOf(m_image(), rect)));
}

std::function<QImage()> ImageSource::grab(QRect rect) const
{
    return [part = m_image().copy(rect)] { return toPixels(part); };
}

void StackSource::render(QRect rect, QImage& out) const
{
    const QSize whole = size();
    const auto layers = m_layers();
    size_t first = 0;
    if (!layers.empty() && isPlain(*layers.front(), whole)) {
        copyInto(out, toPixels(viewOf(layers.front()->pixels, rect)));
        first = 1;
    } else {
        out.fill(0);
    }
    if (first == layers.size())
        return;
    QPainter painter(&out);
    for (size_t i = first; i < layers.size(); ++i)
        drawLayer(painter, *layers[i], whole, rect);
}

std::function<QImage()> StackSource::grab(QRect rect) const
{
    const QSize whole = size();
    std::vector<Layer> parts;
    for (const Layer* layer : m_layers()) {
        Layer part;
        part.opacity = layer->opacity;
        // Only what is needed, so that painting on a layer need not copy all of it.
        if (layer->pixels.size() == whole) {
            part.pixels = layer->pixels.copy(rect);
        } else {
            part.pixels = QImage(rect.size(), QImage::Format_ARGB32_Premultiplied);
            part.pixels.fill(0);
            QPainter painter(&part.pixels);
            Layer dense = *layer;
            dense.opacity = 1.0;
            drawLayer(painter, dense, whole, rect);
        }
        parts.push_back(std::move(part));
    }
    return [parts = std::move(parts), side = rect.size()] {
        if (parts.size() == 1 && parts.front().opacity == 1.0)
            return toPixels(parts.front().pixels);
        std::vector<const Layer*> layers;
        for (const auto& part : parts)
            layers.push_back(&part);
        return compose(layers, side, QRect(QPoint(), side));
    };
}

}  // namespace sfumato
