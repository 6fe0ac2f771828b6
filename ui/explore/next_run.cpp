// SPDX-License-Identifier: MIT
#include "explore/next_run.h"

namespace sfumato {

void NextRun::branchFrom(std::shared_ptr<const ldm::Recipe> recipe, int step)
{
    auto origin = std::make_shared<ldm::Origin>();
    origin->recipe = std::move(recipe);
    origin->step = step;
    m_branch = std::move(origin);
    Q_EMIT changed();
}

void NextRun::clearBranch()
{
    if (!m_branch)
        return;
    m_branch = nullptr;
    Q_EMIT changed();
}

bool NextRun::apply(ldm::Recipe& recipe) const
{
    if (!m_branch)
        return true;
    const auto& from = *m_branch->recipe;
    if (recipe.task != from.task || recipe.width != from.width || recipe.height != from.height)
        return false;
    recipe.model = from.model;
    recipe.steps = from.steps;
    recipe.sampler = from.sampler;
    recipe.spacing = from.spacing;
    recipe.dtype = from.dtype;
    recipe.noise = from.noise;
    recipe.noise_x = from.noise_x;
    recipe.noise_y = from.noise_y;
    // Without fresh noise another seed would change nothing any more.
    if (recipe.seed != from.seed && recipe.eta == 0.0)
        recipe.eta = 1.0;
    recipe.origin = m_branch;
    return true;
}

}  // namespace sfumato
