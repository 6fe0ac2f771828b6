// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QString>

#include <utility>
#include <vector>

namespace sfumato {

class ZipReader;
class ZipWriter;

/// A layer as every program that reads OpenRaster sees it.
struct RasterLayer {
    QString name;
    QString source;  ///< its PNG in the archive
    QPoint offset;
    double opacity = 1.0;
    bool visible = true;
};

/// Layers that belong together, the topmost first.
struct RasterGroup {
    QString name;
    bool visible = true;
    std::vector<RasterLayer> layers;
};

/// Begins an archive as OpenRaster wants it (openraster.org, version 0.0.3): the type first and
/// unpacked. Before anything else.
void addRasterType(ZipWriter& archive);

/// Adds `stack.xml`, the picture of all layers together and its thumbnail.
/// @param groups  the topmost first; the sources are added by the caller
void addRasterStack(ZipWriter& archive, const std::vector<RasterGroup>& groups,
                    const QImage& merged);

/// The picture of an OpenRaster file of any program: the merged one if it is there, else its
/// layers laid over each other. Null with a sentence's end if there is none.
std::pair<QImage, QString> readRaster(const ZipReader& archive);

}  // namespace sfumato
