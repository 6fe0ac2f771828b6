// SPDX-License-Identifier: MIT
#include "metric/lpips.h"

#include "io/checkpoint.h"
#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <memory>

namespace ldm::metric {

namespace {

struct Slice {
    int width;                 ///< channels of its features
    std::vector<int> indices;  ///< of its convolutions in torchvision's `features`
};

const std::array<Slice, 5> kSlices{
    {{64, {0, 2}}, {128, {5, 7}}, {256, {10, 12, 14}}, {512, {17, 19, 21}}, {512, {24, 26, 28}}}};

// [B,C,H,W] with every pixel's vector at unit length.
torch::Tensor unit_length(const torch::Tensor& x)
{
    const auto f = x.to(at::kFloat);
    return f / (f.square().sum(1, true).sqrt() + 1e-10);
}

// Names under which files hold the weight `name`, best first.
std::vector<std::string> aliases(const std::string& name)
{
    std::vector<std::string> names{"loss.perceptual_loss." + name, name};
    // net.slice3.12.weight is torchvision's features.12.weight.
    if (const std::string net = "net.slice"; name.rfind(net, 0) == 0)
        names.push_back("features" + name.substr(name.find('.', net.size())));
    return names;
}

torch::Tensor find(const std::vector<std::unique_ptr<Checkpoint>>& files, const std::string& name)
{
    for (const auto& alias : aliases(name))
        for (const auto& file : files)
            if (file->contains(alias))
                return file->tensor(alias).to(at::kFloat);
    throw Error(ErrorCode::CheckpointKeys,
                "The perceptual distance lacks the weight '" + name +
                    "'; name a published first stage, or VGG-16 and the LPIPS layers.",
                name);
}

}  // namespace

LpipsImpl::LpipsImpl()
{
    nn::Group scaling = register_module("scaling_layer", nn::Group());
    shift_ =
        scaling->register_buffer("shift", at::tensor({-.030f, -.088f, -.188f}).view({1, 3, 1, 1}));
    scale_ =
        scaling->register_buffer("scale", at::tensor({.458f, .448f, .450f}).view({1, 3, 1, 1}));
    nn::Group net = register_module("net", nn::Group());
    int width = 3;
    for (size_t k = 0; k < kDepths; ++k) {
        nn::Group slice = net->add("slice" + std::to_string(k + 1), nn::Group());
        for (const int index : kSlices[k].indices) {
            slices_[k].push_back(
                slice->add(std::to_string(index),
                           nn::Conv2d(nn::Conv2dOptions{.in = width, .out = kSlices[k].width})));
            width = kSlices[k].width;
        }
        nn::Group lin = register_module("lin" + std::to_string(k), nn::Group());
        nn::Group model = lin->add("model", nn::Group());
        lins_[k] =
            model->add("1", nn::Conv2d(nn::Conv2dOptions{
                                .in = width, .out = 1, .kernel = 1, .padding = 0, .bias = false}));
    }
}

LpipsImpl::Features LpipsImpl::features(const torch::Tensor& picture) const
{
    Features found;
    auto h = (picture - shift_) / scale_;
    for (size_t k = 0; k < kDepths; ++k) {
        if (k > 0)
            h = at::max_pool2d(h, 2, 2);
        for (const auto& conv : slices_[k])
            h = at::relu(conv->forward(h));
        found[k] = unit_length(h);
    }
    return found;
}

torch::Tensor LpipsImpl::layers(const torch::Tensor& x, const torch::Tensor& y) const
{
    check_shape(x, {-1, 3, -1, -1}, "x");
    check_shape(y, x.sizes(), "y");
    const auto fx = features(x), fy = features(y);
    std::vector<torch::Tensor> distances;
    for (size_t k = 0; k < kDepths; ++k)
        distances.push_back(
            lins_[k]->forward((fx[k] - fy[k]).square()).to(at::kFloat).mean({1, 2, 3}));
    return at::stack(distances, 1);
}

torch::Tensor LpipsImpl::forward(const torch::Tensor& x, const torch::Tensor& y) const
{
    return layers(x, y).sum(1).view({-1, 1, 1, 1});
}

Lpips load_lpips(const std::vector<std::filesystem::path>& files)
{
    std::vector<std::unique_ptr<Checkpoint>> open;
    for (const auto& file : files)
        open.push_back(open_checkpoint(file));
    Lpips lpips;
    nn::for_each_layer(*lpips, [&open](const std::string& name, nn::Layer& layer) {
        for (const auto& item : layer.named_parameters(false))
            layer.assign(item.key(), find(open, name + "." + item.key()));
    });
    for (auto& parameter : lpips->parameters())
        parameter.set_requires_grad(false);
    return lpips;
}

}  // namespace ldm::metric
