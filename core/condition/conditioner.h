// SPDX-License-Identifier: MIT
#pragma once

#include <torch/nn/module.h>

namespace ldm::condition {

/// Turns an input into what the UNet is told (τ_θ of the LDM paper, Sec. 3.3). What comes in
/// depends on the kind: one-hot map, class ids, token ids.
class Conditioner : public torch::nn::Module {
public:
    virtual torch::Tensor forward(const torch::Tensor& input) = 0;
};

/// Passes its input through: `torch.nn.Identity`.
class IdentityConditioner : public Conditioner {
public:
    torch::Tensor forward(const torch::Tensor& input) override { return input; }
};

}  // namespace ldm::condition
