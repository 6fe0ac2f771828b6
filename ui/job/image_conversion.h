// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/picture.h>

#include <QImage>

#include <memory>

namespace sfumato {

/// Core's picture as a QImage (RGB888 or RGBA8888), its own copy.
QImage toQImage(const ldm::Image& image);

/// A picture's pixels without a copy of them: the image keeps the picture alive.
QImage pixelsOf(const std::shared_ptr<const ldm::Picture>& picture);

/// A picture for core: RGB, or RGBA if it has transparency.
ldm::Image toImage(const QImage& image);

/// A map as core has it ⇄ as Format_Indexed8 without a colour table of its own.
QImage toQImage(const ldm::LabelMap& map);
ldm::LabelMap toLabelMap(const QImage& indices);

}  // namespace sfumato
