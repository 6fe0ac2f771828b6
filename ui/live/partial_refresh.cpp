// SPDX-License-Identifier: MIT
#include "live/partial_refresh.h"

#include "explore/region.h"
#include "explore/renewal.h"
#include "job/image_conversion.h"

#include <algorithm>
#include <cmath>

namespace sfumato {

std::optional<QRect> PartialRefresh::apply(ldm::Recipe& recipe) const
{
    if (!m_base || m_reach == 0 || recipe.origin || !recipe.map || !m_base->map)
        return std::nullopt;
    // The same but for the map, at as many steps as this one takes.
    ldm::Recipe base = *m_base;
    base.steps = recipe.steps;
    auto other = base;
    other.map = recipe.map;
    if (!(other == recipe) || recipe.map->width != base.map->width ||
        recipe.map->height != base.map->height)
        return std::nullopt;
    const QImage changed = differenceOf(toQImage(*recipe.map), toQImage(*base.map));
    const double scale = double(changed.width()) / std::max(1, recipe.width);
    const int reach = std::min(int(std::ceil(m_reach * scale)), changed.width() + changed.height());
    const QImage part =
        inBlocks(dilated(changed, reach), std::max(1, int(std::lround(kBlock * scale))));
    const double share = shareOf(part);
    if (share == 0.0 || share > kMostShare)
        return std::nullopt;
    auto origin = std::make_shared<ldm::Origin>();
    origin->recipe = std::make_shared<const ldm::Recipe>(std::move(base));
    origin->renewed = toMask(part);
    recipe.origin = std::move(origin);
    return boundsOf(part);
}

QImage renewedOnly(const QImage& image, const ldm::Recipe& recipe)
{
    const QImage part = fromMask(*recipe.origin->renewed).scaled(image.size());
    const double scale = double(image.width()) / std::max(1, recipe.width);
    QImage out = image.convertToFormat(QImage::Format_ARGB32);
    out.setAlphaChannel(
        feathered(part, std::max(1, int(std::lround(PartialRefresh::kFeather * scale)))));
    return out.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

}  // namespace sfumato
