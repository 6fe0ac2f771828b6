// SPDX-License-Identifier: MIT
#include "nn/resample.h"

#include <ATen/ATen.h>

namespace ldm::nn {

torch::Tensor upsample_nearest2(const torch::Tensor& x)
{
    return at::upsample_nearest2d(x, {x.size(2) * 2, x.size(3) * 2});
}

DownsampleImpl::DownsampleImpl(int channels, bool with_conv)
{
    if (with_conv)
        op = register_module("op",
                             Conv2d(Conv2dOptions{.in = channels, .out = channels, .stride = 2}));
}

torch::Tensor DownsampleImpl::forward(const torch::Tensor& x)
{
    return op ? op->forward(x) : at::avg_pool2d(x, 2, 2);
}

UpsampleImpl::UpsampleImpl(int channels, bool with_conv)
{
    if (with_conv)
        conv = register_module("conv", Conv2d(Conv2dOptions{.in = channels, .out = channels}));
}

torch::Tensor UpsampleImpl::forward(const torch::Tensor& x)
{
    const auto larger = upsample_nearest2(x);
    return conv ? conv->forward(larger) : larger;
}

}  // namespace ldm::nn
