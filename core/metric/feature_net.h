// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <string>

namespace ldm::metric {

/// What a network says of pictures.
struct Features {
    at::Tensor features;  ///< [B,d]
    at::Tensor logits;    ///< [B,classes]; undefined if the network has none
};

/// A network that turns pictures into features, on which pictures are compared as sets.
class FeatureNet {
public:
    virtual ~FeatureNet() = default;

    /// @param pictures uint8 [B,3,H,W]
    virtual Features operator()(const at::Tensor& pictures) const = 0;
};

/// Opens a feature network: published Inception weights (.pth, .safetensors; their names decide), a
/// TorchScript module that takes uint8 [B,3,H,W] and answers [B,d] or (features, logits), or
/// `random:SEED`, an Inception with random weights.
/// A TorchScript file is a program; open none that you do not trust.
/// @throws Error{File}, Error{CheckpointFormat}, Error{CheckpointKeys}
std::unique_ptr<FeatureNet> open_feature_net(const std::string& name);

}  // namespace ldm::metric
