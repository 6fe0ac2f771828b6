// SPDX-License-Identifier: MIT
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <functional>
#include <vector>

namespace ldm::metric {

/// The form of LPIPS (Zhang et al. 2018, Eq. 1) without learnt weights: squared differences of
/// features at unit length, summed over channels, averaged over depths.
/// @param x, y  features of as many depths  @param weight  [B,1,H,W] or undefined: where it counts
/// @return [B,1,1,1] fp32
torch::Tensor feature_distance(const std::vector<torch::Tensor>& x,
                               const std::vector<torch::Tensor>& y,
                               const torch::Tensor& weight = {});

/// Distance of two batches [B,3,H,W] in [-1,1] where `weight` [B,1,H,W] says (undefined:
/// everywhere), [B,1,1,1] fp32.
using PerceptualDistance = std::function<torch::Tensor(
    const torch::Tensor& x, const torch::Tensor& y, const torch::Tensor& weight)>;

/// The frozen distance that the files hold: LPIPS (see load_lpips; it counts everywhere alike), or
/// the mean over networks, one in each file: EfficientNetLite, or trunks that `evaluate-starters
/// train` wrote.
/// @throws Error{File}, Error{CheckpointKeys}
PerceptualDistance load_perceptual_distance(const std::vector<std::filesystem::path>& files);

}  // namespace ldm::metric
