// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

namespace ldm::firststage {

struct Quantized {
    torch::Tensor z;  ///< [B,C,h,w]: z + stopgrad(code - z), so gradients pass straight through
    torch::Tensor indices;  ///< [B,h,w] int64
    torch::Tensor loss;     ///< scalar: codebook and commitment term
};

/// Nearest-code quantisation (van den Oord et al. 2017), β on the codebook term as the published
/// models were trained ("legacy").
class VectorQuantizerImpl : public torch::nn::Module {
public:
    VectorQuantizerImpl(int codes, int width, double beta = 0.25, bool legacy = true);

    /// @param z [B,width,h,w]; distances are fp32
    Quantized forward(const torch::Tensor& z);

    /// @param indices [B,h,w] int64 @return [B,width,h,w]
    torch::Tensor lookup(const torch::Tensor& indices);

    const torch::Tensor& codebook() const { return embedding->weight; }

private:
    double beta_;
    bool legacy_;
    nn::Embedding embedding{nullptr};
};
TORCH_MODULE(VectorQuantizer);

/// The code nearest to each row, composed of LibTorch's operators; in slices, so that no map of all
/// distances is ever held. The operator is `ldm::nearest_code`.
/// @param rows [n,width] fp32  @param codebook [codes,width] fp32  @return [n] int64
torch::Tensor nearest_code_composed(const torch::Tensor& rows, const torch::Tensor& codebook);

}  // namespace ldm::firststage
