// SPDX-License-Identifier: MIT
#pragma once

#include <torch/types.h>

#include <vector>

namespace ldm::train {

struct AdamOptions {
    double lr = 1e-4;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double eps = 1e-8;
    double weight_decay = 0.0;  ///< decoupled (AdamW, Loshchilov & Hutter 2019)
};

/// Adam (Kingma & Ba 2015), one fused pass over each parameter.
class Adam {
public:
    Adam(std::vector<torch::Tensor> parameters, const AdamOptions& options);

    /// One step from the parameters' gradients; parameters without one are left alone.
    void step(double lr_multiplier = 1.0);
    void zero_grad();

    /// Counts a step in which all gradients are zero: that changes nothing while the moments are
    /// still zero, too.
    void count_step();

    /// Joint 2-norm of the gradients.
    double grad_norm() const;

    /// Scales the gradients down so that their joint norm, which is `norm`, is at most `limit`.
    void clip_grad_norm(double norm, double limit);

    const std::vector<torch::Tensor>& parameters() const { return parameters_; }

    /// First and second moments and step counts, for checkpoints; in the parameters' order.
    std::vector<torch::Tensor>& first_moments() { return first_; }
    std::vector<torch::Tensor>& second_moments() { return second_; }
    std::vector<torch::Tensor>& steps() { return steps_; }

private:
    AdamOptions options_;
    std::vector<torch::Tensor> parameters_, first_, second_, steps_;
};

}  // namespace ldm::train
