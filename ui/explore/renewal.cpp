// SPDX-License-Identifier: MIT
#include "explore/renewal.h"

#include "explore/region.h"

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kMostOrigins = 3;  // behind each other; each is a run of its own if none is kept

// Does what is to be made anew cover all that this recipe made anew?
bool covers(const QImage& renewed, const ldm::Recipe& shown)
{
    const auto& origin = shown.origin;
    return origin && origin->step == 0 && origin->renewed &&
           areApart(fromMask(*origin->renewed), inverted(renewed));
}

bool isTooDeep(const ldm::Recipe& shown)
{
    return ldm::count_origins(shown) >= kMostOrigins && shown.origin->renewed;
}

// What two denoisings must have in common so that one can keep to the other.
void stepAlike(ldm::Recipe& recipe, const ldm::Recipe& shown)
{
    recipe.steps = shown.steps;
    recipe.sampler = shown.sampler;
    recipe.spacing = shown.spacing;
    recipe.dtype = shown.dtype;
}

}  // namespace

bool canFollow(const ldm::Recipe& recipe, const ldm::Recipe& shown)
{
    return recipe.task == shown.task && recipe.model == shown.model &&
           recipe.width == shown.width && recipe.height == shown.height;
}

void renew(ldm::Recipe& recipe, const ldm::Recipe& shown, const QImage& renewed)
{
    stepAlike(recipe, shown);
    QImage part = renewed;
    auto base = std::make_shared<const ldm::Recipe>(shown);
    while (covers(part, *base))
        base = base->origin->recipe;
    // Too many behind each other: what was made anew before is made anew once more, alike.
    while (isTooDeep(*base)) {
        part = united(part, fromMask(*base->origin->renewed));
        base = base->origin->recipe;
    }
    auto origin = std::make_shared<ldm::Origin>();
    origin->recipe = std::move(base);
    origin->renewed = toMask(part);
    recipe.origin = std::move(origin);
}

void keepPinned(ldm::Recipe& recipe, const ldm::Recipe& shown, const QImage& pinned)
{
    renew(recipe, shown, inverted(pinned));
}

ldm::Recipe diced(ldm::Recipe recipe, const ldm::Recipe& shown, const QImage& where,
                  std::uint64_t seed)
{
    recipe.seed = shown.seed;
    recipe.blend = shown.blend;
    recipe.reseeded = shown.reseeded;
    // A part diced again gets one seed, not two.
    std::erase_if(recipe.reseeded, [&](const ldm::SeedPatch& patch) {
        return patch.where && areApart(fromMask(*patch.where), inverted(where));
    });
    if (recipe.reseeded.size() >= size_t(ldm::Recipe::kMaxShares))
        recipe.reseeded.erase(recipe.reseeded.begin());
    recipe.reseeded.push_back({seed, toMask(where)});
    renew(recipe, shown, dilated(where, kReach));
    return recipe;
}

void stepOriginsAlike(ldm::Recipe& recipe)
{
    if (!recipe.origin || recipe.origin->step != 0)
        return;
    auto before = *recipe.origin->recipe;
    stepAlike(before, recipe);
    stepOriginsAlike(before);
    auto origin = std::make_shared<ldm::Origin>(*recipe.origin);
    origin->recipe = std::make_shared<const ldm::Recipe>(std::move(before));
    recipe.origin = std::move(origin);
}

ldm::Recipe enlarged(ldm::Recipe recipe, int factor)
{
    recipe.width *= factor;
    recipe.height *= factor;
    recipe.noise_x *= factor;
    recipe.noise_y *= factor;
    if (recipe.origin) {
        auto origin = std::make_shared<ldm::Origin>(*recipe.origin);
        origin->recipe = std::make_shared<const ldm::Recipe>(enlarged(*origin->recipe, factor));
        recipe.origin = std::move(origin);
    }
    return recipe;
}

}  // namespace sfumato
