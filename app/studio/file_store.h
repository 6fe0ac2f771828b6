// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "project/project.h"

#include <ldm/engine.h>

#include <QFuture>
#include <QString>

#include <variant>

namespace sfumato {

/// A file as it was found to be.
struct OpenedFile {
    std::shared_ptr<const ldm::Recipe> recipe;    ///< a picture or recipe of ours; else null
    std::shared_ptr<const ProjectState> project;  ///< of ours; else null
    QImage picture;                               ///< with a recipe: the picture itself
    QImage photo;                                 ///< where a photo was looked for
    QImage map;                                   ///< indices, where a map was looked for
    qsizetype unknownColours = 0;
    qsizetype unknownPixels = 0;
    QString problem;  ///< the file could not be read; a sentence
};

/// Reads a picture with a recipe or a recipe's JSON; else what such a document works on: a photo,
/// or a map of these labels. Touches no document, so it may run on any thread.
OpenedFile readFile(const QString& path, InputKind kind, const std::vector<ldm::LabelInfo>& labels);

/// Does a picture saved under that name carry its recipe? PNG does.
bool holdsRecipe(const QString& path);

/// Writes a picture as PNG with its recipe, or as JPEG, WebP or TIFF without, by the name's
/// ending. @return empty, or the sentence that says why not
QString writePicture(const ldm::Picture& picture, const QString& path);

/// Writes a map as palette PNG.
QString writeMap(const QImage& map, const QString& path);

}  // namespace sfumato
