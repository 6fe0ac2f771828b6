// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

namespace ldm::train {

/// Batch normalisation with PyTorch's names and defaults (eps 1e-5, momentum 0.1).
class BatchNormImpl : public nn::Layer {
public:
    explicit BatchNormImpl(int channels);
    torch::Tensor forward(const torch::Tensor& x);
    void reset_parameters() override;
    bool follows_compute_type() const override { return false; }

    torch::Tensor weight, bias, running_mean, running_var, num_batches_tracked;

private:
    int channels_;
};
TORCH_MODULE(BatchNorm);

/// The patch discriminator (Isola et al. 2017; LDM paper, App. G): [B,3,H,W] → logits [B,1,h,w].
class DiscriminatorImpl : public torch::nn::Module {
public:
    DiscriminatorImpl(int in_channels, int ndf, int layers);
    torch::Tensor forward(const torch::Tensor& x);

    /// Weights N(0, 0.02), norms N(1, 0.02), as published.
    void reset_parameters();

private:
    struct Stage {
        nn::Conv2d conv{nullptr};
        BatchNorm norm{nullptr};
    };
    std::vector<Stage> stages_;
};
TORCH_MODULE(Discriminator);

}  // namespace ldm::train
