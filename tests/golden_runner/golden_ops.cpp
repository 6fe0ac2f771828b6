// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include <ATen/ATen.h>

namespace ldm::golden {

at::Tensor input(const Check& c, const std::string& name)
{
    const auto it = c.inputs.find(name);
    return it == c.inputs.end() ? at::Tensor() : it->second;
}

diffusion::Condition as_condition(const model::LatentDiffusion& model, const at::Tensor& c)
{
    diffusion::Condition condition;
    if (!c.defined())
        return condition;
    if (model.config().key == model::ConditioningKey::Concat)
        condition.concat = c;
    else
        condition.context = c;
    return condition;
}

std::optional<model::PatchOptions> patches_of(const Check& check)
{
    const auto it = check.params.find("split_input_params");
    if (it == check.params.end())
        return std::nullopt;
    const auto& p = *it;
    return model::PatchOptions{.height = p["ks"][0].get<int>(),
                               .width = p["ks"][1].get<int>(),
                               .stride_y = p["stride"][0].get<int>(),
                               .stride_x = p["stride"][1].get<int>(),
                               .clip_min = p["clip_min_weight"].get<double>(),
                               .clip_max = p["clip_max_weight"].get<double>(),
                               .tie_breaker = p["tie_braker"].get<bool>(),
                               .clip_min_tie = p["clip_min_tie_weight"].get<double>(),
                               .clip_max_tie = p["clip_max_tie_weight"].get<double>()};
}

bool run(const Check& check, Tensors& outputs)
{
    const auto op = check.entry["op"].get<std::string>();
    for (const auto* ops : {&first_stage_ops(), &sampling_ops(), &table_ops(), &training_ops()}) {
        const auto it = ops->find(op);
        if (it == ops->end())
            continue;
        const torch::NoGradGuard no_grad;
        outputs = it->second(check);
        return true;
    }
    return false;
}

bool runs_anywhere(const std::string& op)
{
    return first_stage_ops().count(op) || sampling_ops().count(op);
}

}  // namespace ldm::golden
