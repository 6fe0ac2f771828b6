// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/picture.h>

#include <QImage>
#include <QStringList>

#include <memory>

class QMimeData;

namespace sfumato {

/// What can be pasted.
struct Copied {
    QImage image;
    QByteArray png;     ///< the same as it was copied, perhaps with a recipe inside
    QStringList paths;  ///< of files

    bool isEmpty() const { return image.isNull() && paths.isEmpty(); }
};

/// Finds a picture (PNG, TIFF or any other that can be read) or files. @param data  may be null
Copied copiedFrom(const QMimeData* data);

/// A picture for other programs: as PNG, with or without its recipe inside.
/// @throws ldm::Error if it cannot be packed
std::unique_ptr<QMimeData> copyOf(const ldm::Picture& picture, bool withRecipe);

}  // namespace sfumato
