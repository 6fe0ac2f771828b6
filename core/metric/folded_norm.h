// SPDX-License-Identifier: MIT
#pragma once

#include <torch/types.h>

namespace ldm::metric {

/// A batch norm's learnt scale and shift and the statistics that it was left with, [C] each.
struct BatchNormState {
    torch::Tensor weight, bias, mean, variance;
};

/// A convolution with its batch norm folded in.
struct FoldedConvolution {
    torch::Tensor weight, bias;
};

/// Folds a norm with TensorFlow's epsilon into the bias-free convolution before it.
/// @param kernel [C,…]
inline FoldedConvolution fold_norm(const torch::Tensor& kernel, const BatchNormState& norm)
{
    constexpr double kEpsilon = 1e-3;
    const auto scale = norm.weight / (norm.variance + kEpsilon).sqrt();
    return {kernel * scale.view({-1, 1, 1, 1}), norm.bias - norm.mean * scale};
}

}  // namespace ldm::metric
