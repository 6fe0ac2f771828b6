// SPDX-License-Identifier: MIT
#include "judge.h"

#include "data/world/labels.h"
#include "data/world/scene.h"
#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>

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

JudgeImpl::JudgeImpl()
    : stem_(register_module("stem", conv(3, kHalf, 2))),
      down1_(register_module("down1", conv(kHalf, kQuarter, 2))),
      down2_(register_module("down2", conv(kQuarter, kEighth, 2))),
      context_in_(register_module("context_in", conv(kEighth, kEighth))),
      context_out_(register_module("context_out", conv(kEighth, kEighth))),
      up2_(register_module("up2", pointwise(kEighth, kQuarter))),
      up1_(register_module("up1", pointwise(kQuarter, kHalf))),
      head_(register_module("head", pointwise(kHalf, int(ldm::world::kLabelCount)))),
      kind_(register_module("kind", ldm::nn::Linear(kEighth, ldm::world::kKinds))),
      light_(register_module("light", ldm::nn::Linear(kEighth, ldm::world::kLights))),
      box_(register_module("box", ldm::nn::Linear(kEighth, int(ldm::world::kLabelCount)))),
      half_(register_module("half", ResidualBlock(kHalf))),
      quarter_(register_module("quarter", ResidualBlock(kQuarter))),
      eighth_(register_module("eighth", ResidualBlock(kEighth))),
      deep_(register_module("deep", ResidualBlock(kEighth))),
      merged_quarter_(register_module("merged_quarter", ResidualBlock(kQuarter))),
      merged_half_(register_module("merged_half", ResidualBlock(kHalf))),
      head_norm_(register_module("head_norm", norm(kHalf)))
{
}

torch::Tensor JudgeImpl::context(const torch::Tensor& x) const
{
    const auto pooled = at::avg_pool2d(x, {4, 4});
    const auto h = context_out_->forward(at::silu(context_in_->forward(pooled)));
    return enlarged(h, 4);
}

Opinion JudgeImpl::forward(const torch::Tensor& pictures) const
{
    Opinion o;
    const auto half = half_->forward(stem_->forward(pictures));
    const auto quarter = quarter_->forward(down1_->forward(half));
    auto x = eighth_->forward(down2_->forward(quarter));
    o.perceptual = {half, quarter, x};
    x = deep_->forward(x + context(x));
    o.deep = x;
    const auto mean = x.mean({2, 3});
    o.kinds = kind_->forward(mean);
    o.lights = light_->forward(mean);
    x = merged_quarter_->forward(quarter + enlarged(up2_->forward(x), 2));
    x = merged_half_->forward(half + enlarged(up1_->forward(x), 2));
    o.labels = head_->forward(head_norm_->forward_silu(x));
    return o;
}

torch::Tensor JudgeImpl::boxes(const torch::Tensor& deep,
                               const std::vector<std::array<double, 4>>& boxes) const
{
    const auto height = deep.size(1), width = deep.size(2);
    std::vector<torch::Tensor> means;
    for (const auto& [x, y, w, h] : boxes) {
        const auto left = std::clamp<std::int64_t>(std::llround(x * double(width)), 0, width - 1);
        const auto top = std::clamp<std::int64_t>(std::llround(y * double(height)), 0, height - 1);
        const auto right =
            std::clamp<std::int64_t>(std::llround((x + w) * double(width)), left + 1, width);
        const auto bottom =
            std::clamp<std::int64_t>(std::llround((y + h) * double(height)), top + 1, height);
        means.push_back(
            deep.narrow(1, top, bottom - top).narrow(2, left, right - left).mean({1, 2}));
    }
    return box_->forward(at::stack(means));
}

Opinion opinion_of(const Judge& judge, const torch::Tensor& pictures)
{
    const torch::NoGradGuard no_grad;
    return judge->forward(pictures.contiguous(at::MemoryFormat::ChannelsLast));
}

torch::Tensor labels_of(const Opinion& opinion)
{
    return enlarged(opinion.labels, 2).argmax(1);
}

torch::Tensor pooled(const Opinion& opinion)
{
    return opinion.deep.mean({2, 3});
}

double perceptual_distance(const Judge& judge, const torch::Tensor& a, const torch::Tensor& b,
                           const torch::Tensor& weight)
{
    const auto x = opinion_of(judge, a), y = opinion_of(judge, b);
    const auto unit = [](const torch::Tensor& f) { return f / (f.norm(2, 1, true) + 1e-10); };
    double sum = 0.0;
    for (std::size_t i = 0; i < x.perceptual.size(); ++i) {
        const auto apart = (unit(x.perceptual[i]) - unit(y.perceptual[i])).square().sum(1);
        auto share = at::ones_like(apart);
        if (weight.defined())
            share = at::adaptive_avg_pool2d(weight.view({1, 1, weight.size(0), weight.size(1)}),
                                            apart.sizes().slice(1))[0];
        sum += (apart * share).sum().item<double>() / share.sum().item<double>();
    }
    return sum / double(x.perceptual.size());
}

void save_judge(Judge& judge, const std::filesystem::path& file)
{
    ldm::NamedTensors tensors;
    for (const auto& parameter : judge->named_parameters())
        tensors.emplace_back(parameter.key(), parameter.value().detach().contiguous());
    ldm::write_safetensors(file, tensors, {{"kind", "judge of landscapes"}});
}

Judge load_judge(const std::filesystem::path& file)
{
    const auto checkpoint = ldm::open_checkpoint(file);
    Judge judge;
    ldm::nn::for_each_layer(*judge, [&](const std::string& name, ldm::nn::Layer& layer) {
        for (const auto& parameter : layer.named_parameters(false))
            layer.assign(parameter.key(), checkpoint->tensor(name + "." + parameter.key()).clone());
    });
    return judge;
}

}  // namespace sfumato::evaluate
