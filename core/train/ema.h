// SPDX-License-Identifier: MIT
#pragma once

#include <torch/nn/module.h>

#include <string>
#include <utility>
#include <vector>

namespace ldm::train {

/// Moving averages of a module's trainable parameters, with a warm-up of the decay (the published
/// LitEma): d = min(decay, (1+n)/(10+n)); shadow −= (1−d)·(shadow − parameter).
class Ema {
public:
    /// @param decay        in [0, 1)
    /// @param num_updates  updates so far; -1 switches the warm-up off
    Ema(const torch::nn::Module& module, double decay = 0.9999, int64_t num_updates = 0);

    /// One update from the module's present parameters.
    void update();

    /// Names (relative to the module) and shadows, in the order of the module's parameters.
    const std::vector<std::pair<std::string, torch::Tensor>>& shadows() const { return shadows_; }

    double decay() const { return decay_; }
    int64_t num_updates() const { return num_updates_; }
    void set_num_updates(int64_t n) { num_updates_ = n; }

private:
    double decay_;
    int64_t num_updates_;
    std::vector<torch::Tensor> parameters_;
    std::vector<std::pair<std::string, torch::Tensor>> shadows_;
};

}  // namespace ldm::train
