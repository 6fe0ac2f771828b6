// SPDX-License-Identifier: MIT
#pragma once

#include "nn/layers.h"

namespace ldm::nn {

enum class Resampling { None, Up, Down };

struct ResnetBlockConfig {
    int in = 0;
    int out = 0;
    int embedding = 0;         ///< width of the time embedding
    bool scale_shift = false;  ///< the embedding scales and shifts the second norm
    Resampling resampling = Resampling::None;
};

/// The UNet's time-conditional residual block (Dhariwal & Nichol 2021, App. A; LDM code family).
class ResnetBlockImpl : public torch::nn::Module {
public:
    explicit ResnetBlockImpl(const ResnetBlockConfig& config);

    /// @param x [B,in,H,W]  @param embedding [B,E], after SiLU  @return [B,out,H',W']
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& embedding);

private:
    torch::Tensor resample(const torch::Tensor& x) const;

    ResnetBlockConfig config_;
    GroupNorm in_norm{nullptr}, out_norm{nullptr};
    Conv2d in_conv{nullptr}, out_conv{nullptr}, skip_connection{nullptr};
    Linear emb_linear{nullptr};
};
TORCH_MODULE(ResnetBlock);

}  // namespace ldm::nn
