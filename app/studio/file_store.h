// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

#include <ldm/engine.h>

#include <QFuture>
#include <QString>

#include <variant>

namespace sfumato {

/// A PNG as it was found to be.
struct OpenedFile {
    std::shared_ptr<const ldm::Recipe> recipe;  ///< a picture of ours; else null
    QImage picture;                             ///< with a recipe: the picture itself
    QImage map;                                 ///< indices
    qsizetype unknownColours = 0;
    qsizetype unknownPixels = 0;
    QString problem;  ///< the file could not be read; a sentence
};

/// Reads a map, or a picture with a recipe. Touches no document, so it may run on any thread.
OpenedFile readFile(const QString& path, const std::vector<ldm::LabelInfo>& labels);

/// Writes a picture with its recipe. @return empty, or the sentence that says why not
QString writePicture(const ldm::Picture& picture, const QString& path);

/// Writes a map as palette PNG.
QString writeMap(const QImage& map, const QString& path);

}  // namespace sfumato
