// SPDX-License-Identifier: MIT
#include "nn/resnet_block.h"

#include "nn/resample.h"

#include <ATen/ATen.h>

namespace ldm::nn {

namespace {

constexpr double kNormEps = 1e-5;

}  // namespace

ResnetBlockImpl::ResnetBlockImpl(const ResnetBlockConfig& config) : config_(config)
{
    auto in_layers = register_module("in_layers", Group());
    in_norm = in_layers->add("0", GroupNorm(config.in, kNormEps));
    in_conv = in_layers->add("2", Conv2d(Conv2dOptions{.in = config.in, .out = config.out}));
    auto emb_layers = register_module("emb_layers", Group());
    emb_linear = emb_layers->add(
        "1", Linear(config.embedding, config.scale_shift ? 2 * config.out : config.out));
    auto out_layers = register_module("out_layers", Group());
    out_norm = out_layers->add("0", GroupNorm(config.out, kNormEps));
    out_conv = out_layers->add(
        "3", Conv2d(Conv2dOptions{.in = config.out, .out = config.out, .zero_init = true}));
    if (config.in != config.out)
        skip_connection = register_module(
            "skip_connection",
            Conv2d(Conv2dOptions{.in = config.in, .out = config.out, .kernel = 1, .padding = 0}));
}

torch::Tensor ResnetBlockImpl::resample(const torch::Tensor& x) const
{
    switch (config_.resampling) {
    case Resampling::Up: return upsample_nearest2(x);
    case Resampling::Down: return at::avg_pool2d(x, 2, 2);
    case Resampling::None: break;
    }
    return x;
}

torch::Tensor ResnetBlockImpl::forward(const torch::Tensor& x, const torch::Tensor& embedding)
{
    auto h = in_conv->forward(resample(in_norm->forward_silu(x)));
    const auto e = emb_linear->forward(embedding);
    if (config_.scale_shift) {
        const auto parts = e.chunk(2, 1);
        h = out_norm->forward_silu(h, parts[0], parts[1]);
    } else {
        h = out_norm->forward_silu(h + e.unsqueeze(-1).unsqueeze(-1));
    }
    h = out_conv->forward(h);
    const auto shortcut = resample(x);
    return h + (skip_connection ? skip_connection->forward(shortcut) : shortcut);
}

}  // namespace ldm::nn
