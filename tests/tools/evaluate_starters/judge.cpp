// SPDX-License-Identifier: MIT
#include "judge.h"

#include "data/world/labels.h"
#include "data/world/scene.h"
#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "metric/perceptual_distance.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sfumato::evaluate {

namespace {

constexpr int kHalf = ldm::metric::PerceptualTrunkImpl::kHalf;
constexpr int kQuarter = ldm::metric::PerceptualTrunkImpl::kQuarter;
constexpr int kEighth = ldm::metric::PerceptualTrunkImpl::kEighth;
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

JudgeImpl::JudgeImpl()
    : trunk_(register_module("trunk", ldm::metric::PerceptualTrunk())),
      context_in_(register_module("context_in", conv(kEighth, kEighth))),
      context_out_(register_module("context_out", conv(kEighth, kEighth))),
      up2_(register_module("up2", pointwise(kEighth, kQuarter))),
      up1_(register_module("up1", pointwise(kQuarter, kHalf))),
      head_(register_module("head", pointwise(kHalf, int(ldm::world::kLabelCount)))),
      kind_(register_module("kind", ldm::nn::Linear(kEighth, ldm::world::kKinds))),
      light_(register_module("light", ldm::nn::Linear(kEighth, ldm::world::kLights))),
      box_(register_module("box", ldm::nn::Linear(kEighth, int(ldm::world::kLabelCount)))),
      deep_(register_module("deep", ldm::metric::TrunkBlock(kEighth))),
      merged_quarter_(register_module("merged_quarter", ldm::metric::TrunkBlock(kQuarter))),
      merged_half_(register_module("merged_half", ldm::metric::TrunkBlock(kHalf))),
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
    o.perceptual = trunk_->forward(pictures);
    const auto& half = o.perceptual[0];
    const auto& quarter = o.perceptual[1];
    auto x = o.perceptual[2];
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
    return ldm::metric::feature_distance(x.perceptual, y.perceptual, weight).item<double>();
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
