// SPDX-License-Identifier: MIT
#pragma once

#include <torch/types.h>

#include <functional>
#include <vector>

namespace ldm::nn {

using Block = std::function<torch::Tensor(const std::vector<torch::Tensor>& inputs)>;

/// block(inputs), but of what happens inside nothing is kept for the backward pass: it is computed
/// a second time there (Chen et al. 2016, "Sublinear Memory Cost"). The gradients are the same.
/// @param inputs      may hold undefined tensors
/// @param parameters  that the block reads, to learn
torch::Tensor recompute(Block block, std::vector<torch::Tensor> inputs,
                        std::vector<torch::Tensor> parameters);

}  // namespace ldm::nn
