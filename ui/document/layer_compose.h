// SPDX-License-Identifier: MIT
#pragma once

#include "document/layer.h"

#include <QRect>

class QPainter;

namespace sfumato {

/// Draws a part of a layer's colours with its opacity. The layer is as large as the whole, whatever
/// the number of its pixels. @param at  where the part's top left corner goes
void drawLayer(QPainter& painter, const Layer& layer, QSize whole, QRect part, QPoint at = {});

/// Layers one over the other, bottom first. @param part  of the whole
/// @return ARGB32_Premultiplied, of the part's size
QImage compose(const std::vector<const Layer*>& layers, QSize whole, QRect part);

}  // namespace sfumato
