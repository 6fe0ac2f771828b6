// SPDX-License-Identifier: MIT
#include "task/part_denoiser.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::task {

PartDenoiser::PartDenoiser(std::unique_ptr<Denoiser> now, std::unique_ptr<Denoiser> before,
                           const diffusion::Schedule& schedule,
                           std::shared_ptr<const Trajectory> way, int done)
    : now_(std::move(now)),
      before_(std::move(before)),
      schedule_(schedule),
      way_(std::move(way)),
      step_(done - 1)
{
}

at::Tensor PartDenoiser::enter(const at::Tensor& x_t, std::int64_t)
{
    ++step_;
    return x_t;
}

at::Tensor PartDenoiser::predict_eps(const at::Tensor& x_t, std::int64_t t)
{
    const auto there = [&x_t](const at::Tensor& known) { return known.to(x_t.device()); };
    const auto was = there(way_->x.at(std::size_t(step_)));
    return there(noise_of_step(*way_, schedule_, step_)) + now_->predict_eps(x_t, t) -
           before_->predict_eps(was, t);
}

// x_s = √p·x0 + √(1-p)·eps and x_t = √a·x0 + √(1-a)·eps, solved for eps (Song et al. 2021, Eq. 12).
at::Tensor noise_of_step(const Trajectory& way, const diffusion::Schedule& schedule, int step)
{
    const auto* cumulative = schedule.alphas_cumprod.const_data_ptr<float>();
    const auto next = std::size_t(step) + 1;
    const double a = cumulative[way.times.at(next - 1)];
    const double p = next < way.times.size() ? cumulative[way.times[next]]
                                             : diffusion::ddim_last_alpha(schedule, way.end);
    const double grown = std::sqrt(p / a);
    return (way.x.at(next) - grown * way.x.at(next - 1)) /
           (std::sqrt(1.0 - p) - grown * std::sqrt(1.0 - a));
}

}  // namespace ldm::task
