// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

#include <array>
#include <filesystem>
#include <vector>

namespace ldm::metric {

/// The learned perceptual distance on VGG-16 features (Zhang et al. 2018; LDM paper, App. G), by
/// the published names, so that the `loss.perceptual_loss.*` of a published first stage fits.
/// The dropout before its linear layers is left out: it only adds noise to the distance.
class LpipsImpl : public torch::nn::Module {
public:
    LpipsImpl();

    /// The distance in each of five depths. @param x, y [B,3,H,W] in [-1,1], sides ≥ 16
    /// @return [B,5] fp32
    torch::Tensor layers(const torch::Tensor& x, const torch::Tensor& y) const;

    /// Their sum. @return [B,1,1,1] fp32
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& y) const;

private:
    static constexpr size_t kDepths = 5;
    using Features = std::array<torch::Tensor, kDepths>;

    Features features(const torch::Tensor& picture) const;

    torch::Tensor shift_, scale_;
    std::array<std::vector<nn::Conv2d>, kDepths> slices_;
    std::array<nn::Conv2d, kDepths> lins_{nn::Conv2d{nullptr}, nn::Conv2d{nullptr},
                                          nn::Conv2d{nullptr}, nn::Conv2d{nullptr},
                                          nn::Conv2d{nullptr}};
};
TORCH_MODULE(Lpips);

/// The frozen distance, its weights gathered from the files: a published first stage has all of
/// them; torchvision's VGG-16 (`features.*`) and the linear layers' own file go together.
/// @throws Error{File}, Error{CheckpointKeys} naming the first weight that no file holds
Lpips load_lpips(const std::vector<std::filesystem::path>& files);

}  // namespace ldm::metric
