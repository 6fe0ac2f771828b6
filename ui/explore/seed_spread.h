// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QList>

namespace sfumato {

/// Where pictures of one thing disagree: the standard deviation of each pixel over the pictures, as
/// brightness, 255 where it is largest (Format_Grayscale8, of the first picture's shape, small).
/// @return null for fewer than two pictures
QImage spreadOf(const QList<QImage>& pictures);

/// The same as a glow to be laid over a picture: nothing where they agree.
QImage glowOf(const QImage& spread);

}  // namespace sfumato
