// SPDX-License-Identifier: MIT
#include "diffusion/denoiser.h"

#include "runtime/shape_check.h"

#include <ATen/ATen.h>

namespace ldm::diffusion {

namespace {

at::Tensor repeat_time(const at::Tensor& x_t, std::int64_t t)
{
    return at::full({x_t.size(0)}, t, at::TensorOptions().dtype(at::kLong).device(x_t.device()));
}

at::Tensor join(const at::Tensor& a, const at::Tensor& b)
{
    return a.defined() ? at::cat({a, b}) : a;
}

}  // namespace

Condition moved_to(const Condition& condition, c10::Device device)
{
    const auto moved = [device](const at::Tensor& t) { return t.defined() ? t.to(device) : t; };
    return {moved(condition.concat), moved(condition.context), moved(condition.y)};
}

NetworkDenoiser::NetworkDenoiser(Network network, const Schedule& schedule, Prediction prediction,
                                 Condition condition)
    : network_(std::move(network)),
      schedule_(schedule),
      prediction_(prediction),
      condition_(std::move(condition))
{
}

at::Tensor NetworkDenoiser::predict_eps(const at::Tensor& x_t, std::int64_t t)
{
    const auto times = repeat_time(x_t, t);
    const auto out = network_(x_t, times, condition_).to(at::kFloat);
    return schedule_.noise_from_answer(prediction_, x_t, times, out);
}

GuidedDenoiser::GuidedDenoiser(Network network, const Schedule& schedule, Prediction prediction,
                               Condition unconditional, Condition conditional, double scale,
                               double rescale)
    : network_(std::move(network)),
      schedule_(schedule),
      prediction_(prediction),
      both_{join(unconditional.concat, conditional.concat),
            join(unconditional.context, conditional.context), join(unconditional.y, conditional.y)},
      scale_(scale),
      rescale_(rescale)
{
}

at::Tensor GuidedDenoiser::predict_eps(const at::Tensor& x_t, std::int64_t t)
{
    const auto twice = at::cat({x_t, x_t});
    const auto parts = network_(twice, repeat_time(twice, t), both_).to(at::kFloat).chunk(2);
    auto guided = parts[0] + scale_ * (parts[1] - parts[0]);
    if (rescale_ > 0.0) {
        const auto spread = [](const at::Tensor& e) { return e.std({1, 2, 3}, true, true); };
        const auto tame = guided * (spread(parts[1]) / spread(guided));
        guided = guided + rescale_ * (tame - guided);
    }
    // Every answer is affine in the noise for a given x_t, so mixing answers mixes noises.
    return schedule_.noise_from_answer(prediction_, x_t, repeat_time(x_t, t), guided);
}

MaskedDenoiser::MaskedDenoiser(Denoiser& inner, const Schedule& schedule, at::Tensor x0,
                               at::Tensor mask, NoiseSource& noise)
    : inner_(inner), schedule_(schedule), x0_(std::move(x0)), mask_(std::move(mask)), noise_(noise)
{
    check_shape(mask_, {-1, -1, x0_.size(2), x0_.size(3)}, "mask");
}

at::Tensor MaskedDenoiser::enter(const at::Tensor& x_t, std::int64_t t)
{
    const auto noise = noise_.normal(x0_.sizes()).to(x_t.device());
    const auto known = schedule_.q_sample(x0_, repeat_time(x0_, t), noise);
    return inner_.enter(known * mask_ + (1.0 - mask_) * x_t, t);
}

at::Tensor MaskedDenoiser::predict_eps(const at::Tensor& x_t, std::int64_t t)
{
    return inner_.predict_eps(x_t, t);
}

FollowingDenoiser::FollowingDenoiser(Denoiser& inner, std::vector<at::Tensor> way,
                                     at::Tensor renewed, int done)
    : inner_(inner), way_(std::move(way)), renewed_(std::move(renewed)), step_(done)
{
    check_shape(renewed_, {1, 1, -1, -1}, "renewed");
}

at::Tensor FollowingDenoiser::enter(const at::Tensor& x_t, std::int64_t t)
{
    return inner_.enter(settled(x_t, step_++), t);
}

at::Tensor FollowingDenoiser::predict_eps(const at::Tensor& x_t, std::int64_t t)
{
    return inner_.predict_eps(x_t, t);
}

at::Tensor FollowingDenoiser::settled(const at::Tensor& x, int step) const
{
    return at::where(renewed_.to(x.device()), x, way_.at(size_t(step)).to(x.device()));
}

}  // namespace ldm::diffusion
