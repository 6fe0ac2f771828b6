// SPDX-License-Identifier: MIT
#include "train/discriminator.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::train {

BatchNormImpl::BatchNormImpl(int channels) : channels_(channels)
{
    declare("weight", weight, {channels});
    declare("bias", bias, {channels});
    running_mean = register_buffer("running_mean", torch::zeros({channels}));
    running_var = register_buffer("running_var", torch::ones({channels}));
    num_batches_tracked = register_buffer("num_batches_tracked", torch::zeros({}, torch::kLong));
}

torch::Tensor BatchNormImpl::forward(const torch::Tensor& x)
{
    if (is_training())
        num_batches_tracked.add_(1);
    return at::batch_norm(x, weight, bias, running_mean, running_var, is_training(), 0.1, 1e-5,
                          false);
}

void BatchNormImpl::reset_parameters()
{
    assign("weight", torch::empty({channels_}).normal_(1.0, 0.02));
    assign("bias", torch::zeros({channels_}));
}

DiscriminatorImpl::DiscriminatorImpl(int in_channels, int ndf, int layers)
{
    nn::Group main = register_module("main", nn::Group());
    int index = 0, width = in_channels;
    const auto add = [&](int out, int stride, bool normed) {
        Stage stage;
        stage.conv =
            main->add(std::to_string(index++), nn::Conv2d(nn::Conv2dOptions{.in = width,
                                                                            .out = out,
                                                                            .kernel = 4,
                                                                            .stride = stride,
                                                                            .padding = 1,
                                                                            .bias = !normed}));
        if (normed)
            stage.norm = main->add(std::to_string(index++), BatchNorm(out));
        ++index;  // the activation
        stages_.push_back(stage);
        width = out;
    };
    add(ndf, 2, false);
    for (int n = 1; n <= layers; ++n)
        add(ndf * std::min(1 << n, 8), n < layers ? 2 : 1, true);
    add(1, 1, false);
}

torch::Tensor DiscriminatorImpl::forward(const torch::Tensor& x)
{
    auto h = x;
    for (size_t i = 0; i < stages_.size(); ++i) {
        h = stages_[i].conv->forward(h);
        if (stages_[i].norm)
            h = stages_[i].norm->forward(h);
        if (i + 1 < stages_.size())
            h = at::leaky_relu(h, 0.2);
    }
    return h;
}

void DiscriminatorImpl::reset_parameters()
{
    nn::reset_parameters(*this);
    const torch::NoGradGuard no_grad;
    for (auto& stage : stages_)
        stage.conv->weight.normal_(0.0, 0.02);
}

}  // namespace ldm::train
