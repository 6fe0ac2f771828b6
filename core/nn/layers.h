// SPDX-License-Identifier: MIT
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ldm::nn {

/// A layer that owns tensors. Every layer is built on the meta device: shapes without memory.
/// The tensors come from a checkpoint (`assign`) or, for training, from `reset_parameters`.
class Layer : public torch::nn::Module {
public:
    /// Puts `value` in the place of the parameter `name`, without a copy.
    /// @throws Error{ShapeMismatch} if the shapes differ, Error{BadArgument} for an unknown name
    void assign(const std::string& name, torch::Tensor value);

    /// Allocates in CPU memory, fp32, and fills as PyTorch's layer of the same kind does.
    virtual void reset_parameters() = 0;

    /// Whether `weight` and `bias` may be kept in the compute type (norms and codebooks may not).
    virtual bool follows_compute_type() const { return true; }

protected:
    /// Registers `slot` under `name` as an empty meta tensor.
    void declare(const std::string& name, torch::Tensor& slot, torch::IntArrayRef shape);

private:
    std::vector<std::pair<std::string, torch::Tensor*>> slots_;
};

struct Conv2dOptions {
    int in = 0;
    int out = 0;
    int kernel = 3;
    int stride = 1;
    int padding = 1;
    bool bias = true;
    bool zero_init = false;  ///< last layer of a residual branch: starts as zero when trained
};

/// 2-D convolution, [B,in,H,W] → [B,out,H',W'].
class Conv2dImpl : public Layer {
public:
    explicit Conv2dImpl(const Conv2dOptions& options);
    torch::Tensor forward(const torch::Tensor& x) const;
    void reset_parameters() override;

    torch::Tensor weight;  ///< [out,in,k,k]
    torch::Tensor bias;    ///< [out] or undefined

private:
    Conv2dOptions options_;
};
TORCH_MODULE(Conv2d);

struct LinearOptions {
    int in = 0;
    int out = 0;
    bool bias = true;
    bool zero_init = false;
    bool conv1d = false;  ///< stored as [out,in,1], as the UNet's attention blocks are
};

/// Affine map of the last axis, [...,in] → [...,out].
class LinearImpl : public Layer {
public:
    explicit LinearImpl(const LinearOptions& options);
    LinearImpl(int in, int out) : LinearImpl(LinearOptions{.in = in, .out = out}) {}
    torch::Tensor forward(const torch::Tensor& x) const;
    void reset_parameters() override;

    torch::Tensor weight;  ///< [out,in] or [out,in,1]
    torch::Tensor bias;

private:
    LinearOptions options_;
};
TORCH_MODULE(Linear);

/// GroupNorm over [B,C,H,W] with `groups` groups (32 in every published model).
class GroupNormImpl : public Layer {
public:
    GroupNormImpl(int channels, double eps, int groups = 32);
    torch::Tensor forward(const torch::Tensor& x) const;
    /// SiLU(GroupNorm(x)·(1 + scale) + shift), in one pass where a fused kernel exists.
    /// @param scale, shift [B,C]; both or none
    torch::Tensor forward_silu(const torch::Tensor& x, const torch::Tensor& scale = {},
                               const torch::Tensor& shift = {}) const;
    void reset_parameters() override;
    bool follows_compute_type() const override { return false; }

    torch::Tensor weight;  ///< [C]
    torch::Tensor bias;    ///< [C]

private:
    int channels_;
    double eps_;
    int groups_;
};
TORCH_MODULE(GroupNorm);

/// LayerNorm over the last axis, eps 1e-5.
class LayerNormImpl : public Layer {
public:
    explicit LayerNormImpl(int width);
    torch::Tensor forward(const torch::Tensor& x) const;
    void reset_parameters() override;
    bool follows_compute_type() const override { return false; }

    torch::Tensor weight;
    torch::Tensor bias;

private:
    int width_;
};
TORCH_MODULE(LayerNorm);

/// Table of vectors, integers [...] → [...,width].
class EmbeddingImpl : public Layer {
public:
    EmbeddingImpl(int count, int width, double init_std = 1.0);
    torch::Tensor forward(const torch::Tensor& indices) const;
    void reset_parameters() override;
    bool follows_compute_type() const override { return false; }

    torch::Tensor weight;  ///< [count,width]

private:
    double init_std_;
};
TORCH_MODULE(Embedding);

/// A module that only gives its children a common prefix, for key names like `in_layers.2.weight`.
class GroupImpl : public torch::nn::Module {
public:
    /// Registers `module` under `name` and returns it.
    template <typename Holder>
    Holder add(const std::string& name, Holder module)
    {
        return register_module(name, std::move(module));
    }
};
TORCH_MODULE(Group);

/// [B,C,H,W] → [B,H·W,C], rows first; free of a copy when x is channels-last.
torch::Tensor to_tokens(const torch::Tensor& x);

/// [B,H·W,C] → [B,C,H,W] in channels-last memory, no copy.
torch::Tensor to_map(const torch::Tensor& tokens, int64_t height, int64_t width);

/// Calls `visit(name, layer)` for every layer below `root`, names as in checkpoints.
void for_each_layer(torch::nn::Module& root,
                    const std::function<void(const std::string&, Layer&)>& visit);

/// Fresh, trainable fp32 parameters for every layer below `root`, drawn from the default generator.
void reset_parameters(torch::nn::Module& root);

/// Converts the weights below `root` for inference and moves them: convolutions and matrices to
/// `dtype` and channels-last; norms, embeddings and codebooks stay fp32.
void prepare_for_inference(torch::nn::Module& root, torch::ScalarType dtype,
                           torch::Device device = torch::kCPU);

}  // namespace ldm::nn
