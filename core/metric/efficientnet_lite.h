// SPDX-License-Identifier: MIT
#pragma once

#include "metric/folded_norm.h"

#include <vector>

namespace ldm {
class Checkpoint;
}

namespace ldm::metric {

/// The first stages of an EfficientNet-Lite (Tan & Le 2019; Lite: no squeeze, ReLU6) that learnt to
/// tell ImageNet's classes apart: frozen features of photographs for a perceptual distance. Shallow
/// features of such networks tell likeness as well as LPIPS's own (Kumar et al. 2022).
class EfficientNetLite {
public:
    /// Whether a file holds one, by the published PyTorch names (`_conv_stem`, `_blocks.N`).
    static bool is_in(const Checkpoint& checkpoint);

    /// Norms are folded into the convolutions. Any of Lite0 to Lite4 does.
    /// @throws Error{CheckpointKeys} naming the first weight that is missing
    explicit EfficientNetLite(const Checkpoint& checkpoint);

    /// The last features at 1/2, 1/4, 1/8 and 1/16 of the size. @param pictures [B,3,H,W] in
    /// [-1,1], sides multiples of 16
    std::vector<torch::Tensor> features(const torch::Tensor& pictures) const;

private:
    struct Convolution {
        FoldedConvolution folded;
        std::int64_t stride = 1;

        torch::Tensor operator()(const torch::Tensor& x) const;
    };
    struct Block {
        std::vector<Convolution> inner;  ///< expansion, where there is one, and depthwise
        Convolution project;
        bool halves = false;
    };

    Convolution stem_;
    std::vector<Block> blocks_;
};

}  // namespace ldm::metric
