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

bool run(const Check& check, Tensors& outputs)
{
    const auto op = check.entry["op"].get<std::string>();
    if (check.params.contains("split_input_params"))
        return false;
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

}  // namespace ldm::golden
