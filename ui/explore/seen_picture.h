// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>

namespace sfumato {

/// What a model sees of a photo, with what does not survive outlined: places where the two differ
/// much more than elsewhere.
/// @param seen  the photo after going through the model's first stage and back
QImage seenPicture(const QImage& photo, const QImage& seen);

}  // namespace sfumato
