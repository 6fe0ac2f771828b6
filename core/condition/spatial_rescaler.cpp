// SPDX-License-Identifier: MIT
#include "condition/spatial_rescaler.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

namespace ldm::condition {

SpatialRescaler::SpatialRescaler(const SpatialRescalerConfig& config) : config_(config)
{
    if (config.out_channels > 0)
        channel_mapper = register_module("channel_mapper",
                                         nn::Conv2d(nn::Conv2dOptions{.in = config.in_channels,
                                                                      .out = config.out_channels,
                                                                      .kernel = 1,
                                                                      .padding = 0,
                                                                      .bias = config.bias}));
}

torch::Tensor SpatialRescaler::forward(const torch::Tensor& input)
{
    check_shape(input, {-1, config_.in_channels, -1, -1}, "map");
    auto h = input;
    for (int i = 0; i < config_.n_stages; ++i)
        h = at::upsample_bilinear2d(h, c10::nullopt, false,
                                    at::ArrayRef<double>({config_.multiplier, config_.multiplier}));
    if (!channel_mapper)
        return h;
    return channel_mapper->forward(h.to(channel_mapper->weight.scalar_type()));
}

torch::Tensor one_hot_map(const torch::Tensor& indices, int n_classes)
{
    check_shape(indices, {-1, -1, -1}, "map");
    const auto wide = indices.to(torch::kLong);
    if (wide.numel() > 0 &&
        (wide.max().item<int64_t>() >= n_classes || wide.min().item<int64_t>() < 0))
        throw Error(ErrorCode::BadArgument,
                    "The map holds a label that the model does not know; its labels go from 0 to " +
                        std::to_string(n_classes - 1) + ".",
                    "map");
    auto map = at::zeros({wide.size(0), n_classes, wide.size(1), wide.size(2)},
                         wide.options().dtype(at::kFloat));
    return map.scatter_(1, wide.unsqueeze(1), 1.0);
}

}  // namespace ldm::condition
