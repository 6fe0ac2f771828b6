// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/recipe.h>

#include <QImage>
#include <QRect>

#include <optional>

namespace sfumato {

/// Which part of a picture a change of its map makes anew. Everywhere else the denoising of the
/// last picture that was made whole is followed, so that nothing changes there.
class PartialRefresh {
public:
    static constexpr double kMostShare = 0.4;  ///< of the picture; more is made whole
    static constexpr int kBlock = 8;           ///< pixels; parts are made of whole blocks
    static constexpr int kFeather = 8;         ///< pixels in a part over which old and new meet

    /// A whole picture is there. @param recipe  as it was asked for
    void settle(const ldm::Recipe& recipe) { m_base = recipe; }
    void reset() { m_base.reset(); }
    bool hasBase() const { return m_base.has_value(); }

    /// How far around it a change is to be seen, in pixels of the picture; 0 = not known: all is
    /// made whole.
    void setReach(int pixels) { m_reach = pixels; }

    /// Lets a recipe make anew only what has changed, if little has, and only of the map.
    /// @return the part, in the map's pixels; none if the picture is made whole
    std::optional<QRect> apply(ldm::Recipe& recipe) const;

private:
    std::optional<ldm::Recipe> m_base;
    int m_reach = 0;
};

/// An image of a picture, or a preview of any size, where the recipe makes it anew; transparent
/// elsewhere, softly within the feather. @param recipe  with a part that is made anew
QImage renewedOnly(const QImage& image, const ldm::Recipe& recipe);

}  // namespace sfumato
