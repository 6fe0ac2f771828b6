// SPDX-License-Identifier: MIT
#include "ldm/recipe.h"

#include <algorithm>

namespace ldm {

namespace {

template <typename Value>
bool same(const std::shared_ptr<const Value>& a, const std::shared_ptr<const Value>& b)
{
    return a == b || (a && b && *a == *b);
}

bool same(const std::vector<SeedPatch>& a, const std::vector<SeedPatch>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.seed == y.seed && same(x.where, y.where);
    });
}

bool same(const std::shared_ptr<const Origin>& a, const std::shared_ptr<const Origin>& b)
{
    return a == b || (a && b && a->step == b->step && same(a->recipe, b->recipe) &&
                      same(a->renewed, b->renewed));
}

}  // namespace

bool operator==(const Recipe& a, const Recipe& b)
{
    return a.task == b.task && a.model == b.model && a.model_hash == b.model_hash &&
           a.width == b.width && a.height == b.height && a.seed == b.seed && a.steps == b.steps &&
           a.sampler == b.sampler && a.spacing == b.spacing && a.eta == b.eta &&
           a.temperature == b.temperature && a.noise == b.noise && a.dtype == b.dtype &&
           a.guidance == b.guidance && a.guidance_rescale == b.guidance_rescale &&
           a.strength == b.strength && a.scale == b.scale && a.feather == b.feather &&
           a.reference_rounding == b.reference_rounding && a.prompt == b.prompt &&
           a.negative_prompt == b.negative_prompt && a.class_id == b.class_id &&
           a.boxes == b.boxes && a.embedding == b.embedding && same(a.map, b.map) &&
           same(a.image, b.image) && same(a.mask, b.mask) && a.blend == b.blend &&
           same(a.reseeded, b.reseeded) && a.noise_x == b.noise_x && a.noise_y == b.noise_y &&
           same(a.origin, b.origin);
}

int count_origins(const Recipe& recipe)
{
    int count = 0;
    for (const auto* r = &recipe; r->origin && r->origin->recipe; r = r->origin->recipe.get())
        ++count;
    return count;
}

}  // namespace ldm
