// SPDX-License-Identifier: MIT
#include "train/adam.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace ldm::train {

Adam::Adam(std::vector<torch::Tensor> parameters, const AdamOptions& options)
    : options_(options), parameters_(std::move(parameters))
{
    for (const auto& p : parameters_) {
        first_.push_back(at::zeros_like(p.detach()));
        second_.push_back(at::zeros_like(p.detach()));
        steps_.push_back(at::zeros({}, at::kFloat));
    }
}

void Adam::step(double lr_multiplier)
{
    const at::NoGradGuard no_grad;
    std::vector<torch::Tensor> values, gradients, first, second, steps;
    for (size_t i = 0; i < parameters_.size(); ++i) {
        if (!parameters_[i].grad().defined())
            continue;
        values.push_back(parameters_[i].detach());
        gradients.push_back(parameters_[i].grad());
        first.push_back(first_[i]);
        second.push_back(second_[i]);
        steps_[i].add_(1.0);
        steps.push_back(steps_[i]);
    }
    if (values.empty())
        return;
    at::_fused_adamw_(values, gradients, first, second, {}, steps, options_.lr * lr_multiplier,
                      options_.beta1, options_.beta2, options_.weight_decay, options_.eps, false,
                      false);
}

void Adam::zero_grad()
{
    for (auto& p : parameters_)
        p.mutable_grad().reset();
}

void Adam::count_step()
{
    for (auto& steps : steps_)
        steps.add_(1.0);
}

double Adam::grad_norm() const
{
    std::vector<torch::Tensor> gradients;
    for (const auto& p : parameters_)
        if (p.grad().defined())
            gradients.push_back(p.grad());
    if (gradients.empty())
        return 0.0;
    const at::NoGradGuard no_grad;
    return at::stack(at::_foreach_norm(gradients)).to(at::kDouble).norm().item<double>();
}

void Adam::clip_grad_norm(double norm, double limit)
{
    const at::NoGradGuard no_grad;
    if (norm > limit)
        for (auto& p : parameters_)
            if (p.grad().defined())
                p.mutable_grad().mul_(limit / (norm + 1e-6));
}

}  // namespace ldm::train
