// SPDX-License-Identifier: MIT
#include "ldm/recipe.h"

namespace ldm {

namespace {

template <typename Value>
bool same(const std::shared_ptr<const Value>& a, const std::shared_ptr<const Value>& b)
{
    return a == b || (a && b && *a == *b);
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
           same(a.image, b.image) && same(a.mask, b.mask);
}

}  // namespace ldm
