// SPDX-License-Identifier: MIT
#include "job/image_conversion.h"

#include <cstring>

namespace sfumato {

namespace {

QImage::Format formatOf(const ldm::Image& image)
{
    return image.channels == 4   ? QImage::Format_RGBA8888
           : image.channels == 1 ? QImage::Format_Grayscale8
                                 : QImage::Format_RGB888;
}

}  // namespace

QImage toQImage(const ldm::Image& image)
{
    const QImage view(image.pixels.data(), image.width, image.height,
                      qsizetype(image.width) * image.channels, formatOf(image));
    return view.copy();
}

QImage pixelsOf(const std::shared_ptr<const ldm::Picture>& picture)
{
    using Holder = std::shared_ptr<const ldm::Picture>;
    if (!picture || picture->image.pixels.empty())
        return {};
    const auto& image = picture->image;
    return QImage(
        image.pixels.data(), image.width, image.height, qsizetype(image.width) * image.channels,
        formatOf(image), [](void* holder) { delete static_cast<Holder*>(holder); },
        new Holder(picture));
}

ldm::Image toImage(const QImage& image)
{
    const bool alpha = image.hasAlphaChannel();
    const auto wide =
        image.convertToFormat(alpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    ldm::Image out{wide.width(), wide.height(), alpha ? 4 : 3, {}};
    const size_t row = size_t(out.width) * size_t(out.channels);
    out.pixels.resize(row * size_t(out.height));
    for (int y = 0; y < out.height; ++y)
        std::memcpy(out.pixels.data() + size_t(y) * row, wide.constScanLine(y), row);
    return out;
}

QImage toQImage(const ldm::LabelMap& map)
{
    QImage image(map.width, map.height, QImage::Format_Indexed8);
    image.setColorTable(QList<QRgb>(256, qRgb(128, 128, 128)));
    for (int y = 0; y < map.height; ++y)
        std::memcpy(image.scanLine(y), map.labels.data() + size_t(y) * size_t(map.width),
                    size_t(map.width));
    return image;
}

ldm::LabelMap toLabelMap(const QImage& indices)
{
    ldm::LabelMap map{indices.width(), indices.height(), {}};
    map.labels.resize(size_t(map.width) * size_t(map.height));
    for (int y = 0; y < map.height; ++y)
        std::memcpy(map.labels.data() + size_t(y) * size_t(map.width), indices.constScanLine(y),
                    size_t(map.width));
    return map;
}

}  // namespace sfumato
