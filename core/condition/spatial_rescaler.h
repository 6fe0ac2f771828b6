// SPDX-License-Identifier: MIT
#pragma once

#include "condition/conditioner.h"
#include "nn/layers.h"

namespace ldm::condition {

struct SpatialRescalerConfig {
    int n_stages = 1;
    double multiplier = 0.5;
    int in_channels = 3;
    int out_channels = 0;  ///< 0: no channel mapper
    bool bias = false;
};

/// Shrinks a one-hot map bilinearly and maps its channels (LDM paper, Sec. 4.3.2).
class SpatialRescaler : public Conditioner {
public:
    explicit SpatialRescaler(const SpatialRescalerConfig& config);

    /// @param input [B,in,H,W] @return [B,out,H·m^n,W·m^n]
    torch::Tensor forward(const torch::Tensor& input) override;

    const SpatialRescalerConfig& config() const { return config_; }

private:
    SpatialRescalerConfig config_;
    nn::Conv2d channel_mapper{nullptr};
};

/// Class indices [B,H,W] (integers below n_classes) to a one-hot map [B,n_classes,H,W] fp32.
/// @throws Error{BadArgument} for an index out of range
torch::Tensor one_hot_map(const torch::Tensor& indices, int n_classes);

}  // namespace ldm::condition
