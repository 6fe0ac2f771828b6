// SPDX-License-Identifier: MIT
#include "project/open_raster.h"

#include "project/zip_archive.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QPainter>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>

namespace sfumato {

namespace {

constexpr qint64 kMostPicture = qint64(1) << 30, kMostText = qint64(1) << 24;
constexpr int kLargestSide = 65'535, kThumbnail = 256;
constexpr qint64 kMostPixels = qint64(1) << 28;

QString visibility(bool visible)
{
    return visible ? QStringLiteral("visible") : QStringLiteral("hidden");
}

QByteArray png(const QImage& image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QImage image_of(const QByteArray& bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer, "png");
    const QSize size = reader.size();
    if (qint64(size.width()) * size.height() > kMostPixels)
        return {};
    return reader.read();
}

struct Stack {
    QSize size;
    std::vector<RasterLayer> layers;  ///< that are seen, the lowest first
};

// Groups may lie in groups; what one of them hides or dims counts for all within.
void readLayers(QXmlStreamReader& xml, double opacity, Stack& stack, int depth)
{
    constexpr int kDeepest = 64;
    while (depth < kDeepest && xml.readNextStartElement()) {
        const auto attributes = xml.attributes();
        const auto number = [&](const char* key, double fallback) {
            bool ok = false;
            const double value = attributes.value(QLatin1String(key)).toDouble(&ok);
            return ok ? value : fallback;
        };
        const bool seen = attributes.value(QLatin1String("visibility")) != QLatin1String("hidden");
        const double own = opacity * std::clamp(number("opacity", 1.0), 0.0, 1.0);
        if (xml.name() == QLatin1String("stack") && seen) {
            readLayers(xml, own, stack, depth + 1);
            continue;
        }
        if (xml.name() == QLatin1String("layer") && seen)
            stack.layers.insert(stack.layers.begin(),
                                {attributes.value(QLatin1String("name")).toString(),
                                 attributes.value(QLatin1String("src")).toString(),
                                 QPoint(int(number("x", 0.0)), int(number("y", 0.0))), own, true});
        xml.skipCurrentElement();
    }
}

Stack readStack(const QByteArray& text)
{
    Stack stack;
    QXmlStreamReader xml(text);
    if (!xml.readNextStartElement() || xml.name() != QLatin1String("image"))
        return stack;
    stack.size = {xml.attributes().value(QLatin1String("w")).toInt(),
                  xml.attributes().value(QLatin1String("h")).toInt()};
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("stack"))
            readLayers(xml, 1.0, stack, 0);
        else
            xml.skipCurrentElement();
    }
    if (xml.hasError())
        stack = {};
    return stack;
}

}  // namespace

void addRasterType(ZipWriter& archive)
{
    archive.add(QStringLiteral("mimetype"), "image/openraster");
}

void addRasterStack(ZipWriter& archive, const std::vector<RasterGroup>& groups,
                    const QImage& merged)
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("image"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("0.0.3"));
    xml.writeAttribute(QStringLiteral("w"), QString::number(merged.width()));
    xml.writeAttribute(QStringLiteral("h"), QString::number(merged.height()));
    xml.writeStartElement(QStringLiteral("stack"));
    for (const auto& group : groups) {
        xml.writeStartElement(QStringLiteral("stack"));
        xml.writeAttribute(QStringLiteral("name"), group.name);
        xml.writeAttribute(QStringLiteral("visibility"), visibility(group.visible));
        for (const auto& layer : group.layers) {
            xml.writeEmptyElement(QStringLiteral("layer"));
            xml.writeAttribute(QStringLiteral("name"), layer.name);
            xml.writeAttribute(QStringLiteral("src"), layer.source);
            xml.writeAttribute(QStringLiteral("x"), QString::number(layer.offset.x()));
            xml.writeAttribute(QStringLiteral("y"), QString::number(layer.offset.y()));
            xml.writeAttribute(QStringLiteral("opacity"), QString::number(layer.opacity));
            xml.writeAttribute(QStringLiteral("visibility"), visibility(layer.visible));
            xml.writeAttribute(QStringLiteral("composite-op"), QStringLiteral("svg:src-over"));
        }
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    archive.addText(QStringLiteral("stack.xml"), text);
    archive.add(QStringLiteral("mergedimage.png"), png(merged));
    const QImage thumbnail =
        merged.scaled(kThumbnail, kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    archive.add(QStringLiteral("Thumbnails/thumbnail.png"), png(thumbnail));
}

std::pair<QImage, QString> readRaster(const ZipReader& archive)
{
    const auto merged = image_of(archive.read(QStringLiteral("mergedimage.png"), kMostPicture));
    if (!merged.isNull())
        return {merged, {}};
    const auto stack = readStack(archive.read(QStringLiteral("stack.xml"), kMostText));
    if (stack.size.isEmpty() || stack.layers.empty())
        return {{}, QCoreApplication::translate("Project", "it has no layers that can be read")};
    if (stack.size.width() > kLargestSide || stack.size.height() > kLargestSide ||
        qint64(stack.size.width()) * stack.size.height() > kMostPixels)
        return {{}, QCoreApplication::translate("Project", "it is too large")};
    QImage canvas(stack.size, QImage::Format_ARGB32_Premultiplied);
    canvas.fill(Qt::transparent);
    QPainter painter(&canvas);
    for (const auto& layer : stack.layers) {
        painter.setOpacity(layer.opacity);
        painter.drawImage(layer.offset, image_of(archive.read(layer.source, kMostPicture)));
    }
    return {canvas, {}};
}

}  // namespace sfumato
