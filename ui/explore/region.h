// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/recipe.h>

#include <QImage>
#include <QRect>

#include <memory>

namespace sfumato {

// Parts of a picture, as masks: Format_Grayscale8, 255 = in it, 0 = not.

/// The 4-connected area of one label around a place; null outside the map.
QImage islandAt(const QImage& map, QPoint place);

/// A box in shares of the picture.
QImage maskOf(const ldm::LabelledBox& box, QSize size);

/// Pins (Format_Indexed8, not 0 = in it) as a mask.
QImage maskOf(const QImage& pins);

/// Where two maps of one size have different labels. @return null if they are of different sizes
QImage differenceOf(const QImage& map, const QImage& other);

/// The mask and all within a distance of it, in a square.
QImage dilated(const QImage& mask, int distance);

/// The mask and all of each block of a grid that it touches. @param side  of a block
QImage inBlocks(const QImage& mask, int side);

/// The mask with soft edges inside of it: what is in it, by the distance to what is not, in steps
/// (square ones), from 1/distance of 255 on. The border of the image is no edge.
QImage feathered(const QImage& mask, int distance);

QImage inverted(const QImage& mask);
QImage united(const QImage& a, const QImage& b);
bool areApart(const QImage& a, const QImage& b);

/// Share of the pixels that are in it, 0 … 1.
double shareOf(const QImage& mask);

/// The smallest rectangle with all of it.
QRect boundsOf(const QImage& mask);

std::shared_ptr<const ldm::Image> toMask(const QImage& mask);
QImage fromMask(const ldm::Image& mask);

}  // namespace sfumato
