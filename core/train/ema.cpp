// SPDX-License-Identifier: MIT
#include "train/ema.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace ldm::train {

Ema::Ema(const torch::nn::Module& module, double decay, int64_t num_updates)
    : decay_(decay), num_updates_(num_updates)
{
    for (const auto& item : module.named_parameters()) {
        if (!item.value().requires_grad())
            continue;
        parameters_.push_back(item.value());
        shadows_.emplace_back(item.key(), item.value().detach().clone());
    }
}

void Ema::update()
{
    const at::NoGradGuard no_grad;
    double decay = decay_;
    if (num_updates_ >= 0) {
        ++num_updates_;
        decay = std::min(decay_, double(1 + num_updates_) / double(10 + num_updates_));
    }
    for (size_t i = 0; i < parameters_.size(); ++i)
        shadows_[i].second.lerp_(parameters_[i].detach(), 1.0 - decay);
}

}  // namespace ldm::train
