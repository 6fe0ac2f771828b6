// SPDX-License-Identifier: MIT
#include "train/distillation.h"

#include "diffusion/timestep_spacing.h"
#include "ldm/error.h"
#include "nn/layers.h"
#include "train/condition_batch.h"
#include "train/sample_random.h"
#include "train/starting_weights.h"

#include <ATen/ATen.h>

namespace ldm::train {

namespace {

torch::Tensor steps_of(int steps, int total)
{
    return at::tensor(diffusion::trailing_timesteps(steps, total), at::kLong);
}

// The picture's and the noise's share at the steps t; -1 is the picture itself.
struct Level {
    Level(const diffusion::Schedule& schedule, const torch::Tensor& t)
    {
        const auto at_picture = t.lt(0).view({-1, 1, 1, 1});
        const auto step = t.clamp_min(0);
        signal = diffusion::extract(schedule.sqrt_alphas_cumprod, step).where(~at_picture, 1.0);
        noise = diffusion::extract(schedule.sqrt_one_minus_alphas_cumprod, step)
                    .where(~at_picture, 0.0);
    }
    torch::Tensor signal, noise;
};

}  // namespace

Teacher::Teacher(const DistillationConfig& config, const model::ModelConfig& model)
    : config_(config),
      description_(model),
      model_(std::make_shared<model::LatentDiffusion>(model.latent_diffusion()))
{
    const int total = model.latent_diffusion().schedule.timesteps;
    student_steps_ = steps_of(config.steps, total);
    teacher_steps_ = steps_of(2 * config.steps, total);
    nn::reset_parameters(*model_);
    take_weights(*model_, config.teacher, false, model.latent_diffusion().channels);
    for (auto& p : model_->parameters())
        p.set_requires_grad(false);
    model_->eval();
}

void Teacher::instruct(DiffusionBatch& batch, const TrainingBatch& data, std::uint64_t seed)
{
    const torch::NoGradGuard no_grad;
    const auto count = std::int64_t(data.samples.count);
    // The student's conditioner learns along; the teacher's stays.
    condition_ = batch_condition(*model_, description_.card, data, nothing_left_out(count));
    if (config_.guidance != 1.0) {
        auto without = nothing_left_out(count);
        without.all.fill_(true);
        unconditional_ = batch_condition(*model_, description_.card, data, without);
    }
    const auto i = sample_integers(seed, data.samples, Draw::Timestep, config_.steps);
    batch.t = student_steps_.index_select(0, i);
    const auto between = teacher_steps_.index_select(0, 2 * i);
    const auto goal = at::where(i > 0, student_steps_.index_select(0, (i - 1).clamp_min(0)),
                                at::full_like(i, -1));
    const auto& schedule = model_->schedule();
    const Level from(schedule, batch.t), half(schedule, between), to(schedule, goal);
    const auto x_t = schedule.q_sample(batch.z, batch.t, batch.noise);
    const auto first = predict_x0(x_t, batch.t);
    const auto x_half =
        half.signal * first + half.noise * schedule.predict_noise_from_start(x_t, batch.t, first);
    const auto second = predict_x0(x_half, between);
    const auto x_goal =
        to.signal * second + to.noise * schedule.predict_noise_from_start(x_half, between, second);
    // The x_0 for which one DDIM step leads from x_t to x_goal.
    const auto ratio = to.noise / from.noise;
    batch.aim = (x_goal - ratio * x_t) / (to.signal - ratio * from.signal);
}

torch::Tensor Teacher::predict_x0(const torch::Tensor& x_t, const torch::Tensor& t)
{
    const auto prediction = description_.latent_diffusion().prediction;
    const auto& schedule = model_->schedule();
    const auto network = model_->network();
    const auto noise = [&](const diffusion::Condition& condition) {
        return schedule.noise_from_answer(prediction, x_t, t,
                                          network(x_t, t, condition).to(at::kFloat));
    };
    auto eps = noise(condition_);
    if (config_.guidance != 1.0) {
        const auto without = noise(unconditional_);
        eps = without + config_.guidance * (eps - without);
    }
    return schedule.predict_start_from_noise(x_t, t, eps);
}

}  // namespace ldm::train
