// SPDX-License-Identifier: MIT
#include "nn/layers.h"

#include "ldm/error.h"
#include "nn/group_norm_silu.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::nn {

namespace {

// PyTorch's default for convolutions and matrices: U(-1/√fan_in, 1/√fan_in) for weight and bias.
torch::Tensor uniform(torch::IntArrayRef shape, double bound)
{
    return torch::empty(shape, torch::kFloat32).uniform_(-bound, bound);
}

torch::Tensor filled_for(const torch::Tensor& slot, double bound, bool zero)
{
    return zero ? torch::zeros(slot.sizes(), torch::kFloat32) : uniform(slot.sizes(), bound);
}

}  // namespace

void Layer::declare(const std::string& name, torch::Tensor& slot, torch::IntArrayRef shape)
{
    slot =
        register_parameter(name, torch::empty(shape, torch::TensorOptions().device(torch::kMeta)));
    slots_.emplace_back(name, &slot);
}

void Layer::assign(const std::string& name, torch::Tensor value)
{
    for (auto& [slot_name, slot] : slots_) {
        if (slot_name != name)
            continue;
        if (slot->sizes() != value.sizes())
            throw Error(ErrorCode::ShapeMismatch,
                        "The tensor '" + name + "' has shape " + shape_text(value.sizes()) +
                            " where the model needs " + shape_text(slot->sizes()) + ".",
                        name);
        *slot = value;
        *parameters_.find(name) = value;
        return;
    }
    throw Error(ErrorCode::BadArgument, "A layer has no tensor named '" + name + "'.", name);
}

Conv2dImpl::Conv2dImpl(const Conv2dOptions& options) : options_(options)
{
    declare("weight", weight, {options.out, options.in, options.kernel, options.kernel});
    if (options.bias)
        declare("bias", bias, {options.out});
}

torch::Tensor Conv2dImpl::forward(const torch::Tensor& x) const
{
    return at::conv2d(x, weight, bias, options_.stride, options_.padding);
}

void Conv2dImpl::reset_parameters()
{
    const double bound = 1.0 / std::sqrt(double(options_.in) * options_.kernel * options_.kernel);
    assign("weight", filled_for(weight, bound, options_.zero_init));
    if (options_.bias)
        assign("bias", filled_for(bias, bound, options_.zero_init));
}

LinearImpl::LinearImpl(const LinearOptions& options) : options_(options)
{
    if (options.conv1d)
        declare("weight", weight, {options.out, options.in, 1});
    else
        declare("weight", weight, {options.out, options.in});
    if (options.bias)
        declare("bias", bias, {options.out});
}

torch::Tensor LinearImpl::forward(const torch::Tensor& x) const
{
    return at::linear(x, options_.conv1d ? weight.squeeze(-1) : weight, bias);
}

void LinearImpl::reset_parameters()
{
    const double bound = 1.0 / std::sqrt(double(options_.in));
    assign("weight", filled_for(weight, bound, options_.zero_init));
    if (options_.bias)
        assign("bias", filled_for(bias, bound, options_.zero_init));
}

GroupNormImpl::GroupNormImpl(int channels, double eps, int groups)
    : channels_(channels), eps_(eps), groups_(groups)
{
    if (channels % groups != 0)
        throw Error(ErrorCode::BadArgument,
                    "A group normalisation of " + std::to_string(groups) + " groups cannot have " +
                        std::to_string(channels) + " channels; use a multiple of " +
                        std::to_string(groups) + ".",
                    "model_channels");
    declare("weight", weight, {channels});
    declare("bias", bias, {channels});
}

torch::Tensor GroupNormImpl::forward(const torch::Tensor& x) const
{
    if (x.device().is_cpu())
        return at::group_norm(x, groups_, weight, bias, eps_, false);
    // LibTorch's GPU kernel wants all in one type.
    return at::group_norm(x, groups_, weight.to(x.scalar_type()), bias.to(x.scalar_type()), eps_,
                          false);
}

torch::Tensor GroupNormImpl::forward_silu(const torch::Tensor& x, const torch::Tensor& scale,
                                          const torch::Tensor& shift) const
{
    return group_norm_silu(x, weight, bias, groups_, eps_, scale, shift);
}

void GroupNormImpl::reset_parameters()
{
    assign("weight", torch::ones({channels_}));
    assign("bias", torch::zeros({channels_}));
}

LayerNormImpl::LayerNormImpl(int width) : width_(width)
{
    declare("weight", weight, {width});
    declare("bias", bias, {width});
}

torch::Tensor LayerNormImpl::forward(const torch::Tensor& x) const
{
    return at::layer_norm(x, {width_}, weight.to(x.scalar_type()), bias.to(x.scalar_type()), 1e-5);
}

void LayerNormImpl::reset_parameters()
{
    assign("weight", torch::ones({width_}));
    assign("bias", torch::zeros({width_}));
}

EmbeddingImpl::EmbeddingImpl(int count, int width, double init_std) : init_std_(init_std)
{
    declare("weight", weight, {count, width});
}

torch::Tensor EmbeddingImpl::forward(const torch::Tensor& indices) const
{
    return at::embedding(weight, indices);
}

void EmbeddingImpl::reset_parameters()
{
    assign("weight", torch::randn(weight.sizes(), torch::kFloat32) * init_std_);
}

torch::Tensor to_tokens(const torch::Tensor& x)
{
    return x.permute({0, 2, 3, 1}).reshape({x.size(0), x.size(2) * x.size(3), x.size(1)});
}

torch::Tensor to_map(const torch::Tensor& tokens, int64_t height, int64_t width)
{
    return tokens.reshape({tokens.size(0), height, width, tokens.size(2)}).permute({0, 3, 1, 2});
}

void for_each_layer(torch::nn::Module& root,
                    const std::function<void(const std::string&, Layer&)>& visit)
{
    if (auto* layer = dynamic_cast<Layer*>(&root))
        visit("", *layer);
    for (const auto& item : root.named_modules("", false))
        if (auto* layer = dynamic_cast<Layer*>(item.value().get()))
            visit(item.key(), *layer);
}

void reset_parameters(torch::nn::Module& root)
{
    for_each_layer(root, [](const std::string&, Layer& layer) { layer.reset_parameters(); });
    for (auto& parameter : root.parameters())
        parameter.set_requires_grad(true);
}

void prepare_for_inference(torch::nn::Module& root, torch::ScalarType dtype, torch::Device device)
{
    for_each_layer(root, [dtype, device](const std::string&, Layer& layer) {
        for (const auto& item : layer.named_parameters(false)) {
            auto value = item.value().detach();
            if (value.is_meta())
                continue;  // never run, so that files may do without it (BERT's to_logits)
            value = value.to(device, layer.follows_compute_type() ? dtype : torch::kFloat32);
            if (value.dim() == 4)
                value = value.contiguous(torch::MemoryFormat::ChannelsLast);
            layer.assign(item.key(), value);
        }
    });
}

}  // namespace ldm::nn
