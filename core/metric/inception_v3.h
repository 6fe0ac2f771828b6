// SPDX-License-Identifier: MIT
#pragma once

#include "metric/feature_net.h"
#include "metric/folded_norm.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace ldm {
class Checkpoint;
}

namespace ldm::metric {

/// One convolution of the network, by its published name.
struct ConvolutionShape {
    std::string name;
    std::int64_t in, out, height, width;
};

/// All of them.
std::vector<ConvolutionShape> inception_convolutions();

/// Inception-v3 as FID and IS are measured with it (Szegedy et al. 2016; Heusel et al. 2017): the
/// TensorFlow weights of 2015 in the published PyTorch files, whose pooling differs from
/// torchvision's. Pictures are resized to 299² as TensorFlow 1 does. Features are the 2048 pooled
/// ones, logits the 1008 of the classifier without its bias.
class InceptionV3 final : public FeatureNet {
public:
    /// Folds the batch norms into the convolutions.
    /// @throws Error{CheckpointKeys} naming the first tensor that is missing or has another shape
    explicit InceptionV3(const Checkpoint& weights);

    /// The same network with random weights (He et al. 2015): its features still tell textures and
    /// colours apart, and need no file. The same seed gives the same network.
    explicit InceptionV3(std::uint64_t seed);

    Features operator()(const at::Tensor& pictures) const override;

private:
    class Pass;

    template <typename Make>
    void build(Make make);

    std::unordered_map<std::string, FoldedConvolution> convolutions_;
    at::Tensor classifier_;  ///< [1008,2048]
};

/// Bilinear resize without half-pixel centres: output pixel i looks at input i·(in/out), as
/// TensorFlow 1 did. @param x [B,C,H,W] fp32
at::Tensor resize_tensorflow1(const at::Tensor& x, std::int64_t height, std::int64_t width);

}  // namespace ldm::metric
