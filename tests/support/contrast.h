// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QImage>

#include <algorithm>
#include <cmath>

namespace sfumato::test {

/// Relative luminance as WCAG 2 defines it.
inline double luminance(const QColor& colour)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

/// 1 … 21, as WCAG 2 defines it.
inline double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// The contrast of what stands out most in a part of an image.
inline double strongestContrast(const QImage& image, const QRect& part, const QColor& ground)
{
    double best = 1.0;
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            best = std::max(best, contrast(image.pixelColor(x, y), ground));
    return best;
}

}  // namespace sfumato::test
