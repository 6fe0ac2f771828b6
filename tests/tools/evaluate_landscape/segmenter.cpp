// SPDX-License-Identifier: MIT
#include "segmenter.h"

#include "data/world/labels.h"
#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "runtime/autocast.h"

#include <ATen/ATen.h>

namespace sfumato::evaluate {

namespace {

constexpr int kHalf = 32, kQuarter = 64, kEighth = 96;
constexpr int kGroups = 8;
constexpr double kEps = 1e-5;

ldm::nn::Conv2d conv(int in, int out, int stride = 1)
{
    return ldm::nn::Conv2d(ldm::nn::Conv2dOptions{.in = in, .out = out, .stride = stride});
}

ldm::nn::Conv2d pointwise(int in, int out)
{
    return ldm::nn::Conv2d(ldm::nn::Conv2dOptions{.in = in, .out = out, .kernel = 1, .padding = 0});
}

ldm::nn::GroupNorm norm(int width)
{
    return ldm::nn::GroupNorm(width, kEps, kGroups);
}

torch::Tensor enlarged(const torch::Tensor& x, std::int64_t factor)
{
    return at::upsample_bilinear2d(x, {x.size(2) * factor, x.size(3) * factor}, false);
}

}  // namespace

ResidualBlockImpl::ResidualBlockImpl(int width)
    : norm_in_(register_module("norm_in", norm(width))),
      norm_out_(register_module("norm_out", norm(width))),
      conv_in_(register_module("conv_in", conv(width, width))),
      conv_out_(register_module("conv_out", ldm::nn::Conv2d(ldm::nn::Conv2dOptions{
                                                .in = width, .out = width, .zero_init = true})))
{
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& x) const
{
    const auto h = conv_in_->forward(norm_in_->forward_silu(x));
    return x + conv_out_->forward(norm_out_->forward_silu(h));
}

SegmenterImpl::SegmenterImpl()
    : stem_(register_module("stem", conv(3, kHalf, 2))),
      down1_(register_module("down1", conv(kHalf, kQuarter, 2))),
      down2_(register_module("down2", conv(kQuarter, kEighth, 2))),
      context_in_(register_module("context_in", conv(kEighth, kEighth))),
      context_out_(register_module("context_out", conv(kEighth, kEighth))),
      up2_(register_module("up2", pointwise(kEighth, kQuarter))),
      up1_(register_module("up1", pointwise(kQuarter, kHalf))),
      head_(register_module("head", pointwise(kHalf, int(ldm::world::kLabelCount)))),
      half_(register_module("half", ResidualBlock(kHalf))),
      quarter_(register_module("quarter", ResidualBlock(kQuarter))),
      eighth_(register_module("eighth", ResidualBlock(kEighth))),
      deep_(register_module("deep", ResidualBlock(kEighth))),
      merged_quarter_(register_module("merged_quarter", ResidualBlock(kQuarter))),
      merged_half_(register_module("merged_half", ResidualBlock(kHalf))),
      head_norm_(register_module("head_norm", norm(kHalf)))
{
}

torch::Tensor SegmenterImpl::context(const torch::Tensor& x) const
{
    const auto pooled = at::avg_pool2d(x, {4, 4});
    const auto h = context_out_->forward(at::silu(context_in_->forward(pooled)));
    return enlarged(h, 4);
}

torch::Tensor SegmenterImpl::forward(const torch::Tensor& pictures) const
{
    const auto half = half_->forward(stem_->forward(pictures));
    const auto quarter = quarter_->forward(down1_->forward(half));
    auto x = eighth_->forward(down2_->forward(quarter));
    x = deep_->forward(x + context(x));
    x = merged_quarter_->forward(quarter + enlarged(up2_->forward(x), 2));
    x = merged_half_->forward(half + enlarged(up1_->forward(x), 2));
    return head_->forward(head_norm_->forward_silu(x));
}

torch::Tensor predict_labels(const Segmenter& segmenter, const torch::Tensor& pictures)
{
    const torch::NoGradGuard no_grad;
    const ldm::Bf16Autocast autocast(true);
    const auto logits = segmenter->forward(pictures).to(at::kFloat);
    return enlarged(logits, 2).argmax(1);
}

void save_segmenter(Segmenter& segmenter, const std::filesystem::path& file)
{
    ldm::NamedTensors tensors;
    for (const auto& parameter : segmenter->named_parameters())
        tensors.emplace_back(parameter.key(), parameter.value().detach().contiguous());
    ldm::write_safetensors(file, tensors, {{"kind", "landscape segmenter"}});
}

Segmenter load_segmenter(const std::filesystem::path& file)
{
    const auto checkpoint = ldm::open_checkpoint(file);
    Segmenter segmenter;
    ldm::nn::for_each_layer(*segmenter, [&](const std::string& name, ldm::nn::Layer& layer) {
        for (const auto& parameter : layer.named_parameters(false))
            layer.assign(parameter.key(), checkpoint->tensor(name + "." + parameter.key()).clone());
    });
    return segmenter;
}

}  // namespace sfumato::evaluate
