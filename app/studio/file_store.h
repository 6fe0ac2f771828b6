// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "project/project.h"

#include <ldm/colour_map.h>
#include <ldm/engine.h>
#include <ldm/photo.h>

#include <QFuture>
#include <QString>

#include <variant>

namespace sfumato {

/// A file as it was found to be.
struct OpenedFile {
    std::shared_ptr<const ldm::Recipe> recipe;       ///< a picture or recipe of ours; else null
    std::shared_ptr<const ProjectState> project;     ///< of ours; else null
    QImage picture;                                  ///< with a recipe: the picture itself
    QImage photo;                                    ///< where a photo was looked for
    std::shared_ptr<const ldm::PhotoOrigin> origin;  ///< what the photo's file carries
    QString note;  ///< what was done to open it that is worth knowing; empty if nothing
    QImage map;    ///< indices, where a map was looked for
    /// Where the map's colours are not the labels': what they are taken for.
    std::shared_ptr<const ldm::ColourMap> colours;
    QString problem;  ///< the file could not be read, or not all of it: then there is a photo
};

/// Reads a picture with a recipe or a recipe's JSON; else what such a document works on: a photo,
/// or a map of these labels. Touches no document, so it may run on any thread.
/// @param palettes  folder with the colours of other programs' maps; may be empty
OpenedFile readFile(const QString& path, InputKind kind, const std::vector<ldm::LabelInfo>& labels,
                    const QString& palettes = {});

/// Writes a picture as PNG, JPEG, WebP or TIFF by the name's ending. On any thread.
/// @return empty, or the sentence that says why not
QString writePicture(const ldm::Picture& picture, const QString& path,
                     const ldm::SaveOptions& options);

/// Writes a map as palette PNG.
QString writeMap(const QImage& map, const QString& path);

}  // namespace sfumato
