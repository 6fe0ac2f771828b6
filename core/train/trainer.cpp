// SPDX-License-Identifier: MIT
#include "train/trainer.h"

#include "ldm/error.h"
#include "runtime/autocast.h"
#include "train/gradient_averager.h"
#include "train/sample_random.h"
#include "train/training_log.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::train {

namespace {

// Gives the parameters of all phases but one no gradients while it lives: the generator's loss runs
// through the discriminator, but does not teach it.
class OnlyPhase {
public:
    OnlyPhase(const std::vector<TrainingPhase>& phases, size_t phase)
        : phases_(phases), phase_(phase)
    {
        set(false);
    }
    ~OnlyPhase() { set(true); }
    OnlyPhase(const OnlyPhase&) = delete;
    OnlyPhase& operator=(const OnlyPhase&) = delete;

private:
    void set(bool learns)
    {
        for (size_t i = 0; i < phases_.size(); ++i)
            if (i != phase_)
                for (auto parameter : phases_[i].optimiser->parameters())
                    parameter.set_requires_grad(learns);
    }

    const std::vector<TrainingPhase>& phases_;
    size_t phase_;
};

}  // namespace

Trainer::Trainer(const TrainConfig& config, TrainingStage& stage, ProcessGroup& group)
    : config_(config), stage_(stage), group_(group)
{
    for (const auto& phase : stage.phases())
        averagers_.push_back(
            std::make_unique<GradientAverager>(group, phase.optimiser->parameters()));
}

Trainer::~Trainer() = default;

BatchPlan Trainer::plan() const
{
    return {config_.seed, config_.batch_size, group_.rank(), group_.size(),
            stage_.state().step * config_.accumulate};
}

void Trainer::run(const TrainingOptions& options, const SourceMaker& make_source,
                  const TrainingObserver& observer)
{
    auto& state = stage_.state();
    TrainingLog log(config_, options.folder, group_, stage_.metric_names(), observer);
    log.restore_or_start(state, options.resume);
    const auto source = make_source(plan());
    stage_.begin(*source, group_);
    bool stop = stops(false);
    while (!stop && state.step < config_.max_steps) {
        const double lr_multiplier = stage_.lr_multiplier();
        state.metrics.merge(step(*source));
        ++state.step;
        const bool last = state.step == config_.max_steps;
        if (last || state.step % config_.image_every == 0)
            log.images(stage_, *source);
        bool wish = false;
        if (last || state.step % config_.log_every == 0)
            wish = !log.report(state, lr_multiplier, notes(*source));
        stop = stops(wish || (options.interrupted && options.interrupted()));
        if (last || stop || state.step % config_.checkpoint_every == 0)
            log.save(state);
    }
    group_.meet();
}

std::vector<std::string> Trainer::notes(const BatchSource& source) const
{
    auto notes = config_.notes;
    for (const auto& more : {stage_.notes(), source.notes()})
        notes.insert(notes.end(), more.begin(), more.end());
    return notes;
}

// All processes stop at the same step if one of them wishes to.
bool Trainer::stops(bool wish)
{
    if (group_.size() == 1)
        return wish;
    const auto votes = at::full({1}, wish ? 1.0f : 0.0f);
    group_.sum(votes);
    return votes.item<float>() > 0.0f;
}

Metrics Trainer::step(BatchSource& source)
{
    const auto step = stage_.state().step;
    // For what draws from the default generator: a function of the step, as all else is.
    at::manual_seed(mixed(config_.seed, step * group_.size() + group_.rank(), Draw::Step));
    std::vector<TrainingBatch> batches;
    for (int k = 0; k < config_.accumulate; ++k)
        batches.push_back(source.batch(step * config_.accumulate + k));
    Metrics metrics;
    bool good = true;
    for (size_t i = 0; i < stage_.phases().size(); ++i) {
        const auto& phase = stage_.phases()[i];
        if (phase.active && !phase.active(step))
            phase.optimiser->count_step();
        else
            good = phase_step(i, batches, metrics) && good;
    }
    metrics.reduce(group_);
    if (!good || !metrics.finite()) {
        note_bad_step();
        Metrics skipped;
        skipped.add("skipped", 1.0, 0.0);
        return skipped;
    }
    bad_steps_ = 0;
    stage_.after_step();
    return metrics;
}

// The decision is taken on averaged gradients, so that all processes take the same one.
bool Trainer::phase_step(size_t index, const std::vector<TrainingBatch>& batches, Metrics& metrics)
{
    const auto& phase = stage_.phases()[index];
    auto& optimiser = *phase.optimiser;
    const OnlyPhase only(stage_.phases(), index);
    optimiser.zero_grad();
    for (size_t k = 0; k < batches.size(); ++k) {
        torch::Tensor loss;
        {
            const Bf16Autocast autocast(config_.bf16);
            loss = phase.loss(batches[k], metrics);
        }
        if (k + 1 == batches.size())
            averagers_[index]->begin();
        (loss / double(batches.size())).backward();
    }
    averagers_[index]->finish();
    const double norm = optimiser.grad_norm();
    if (!std::isfinite(norm))
        return false;
    if (config_.gradient_clip > 0.0)
        optimiser.clip_grad_norm(norm, config_.gradient_clip);
    const double processes = config_.scale_lr ? group_.size() : 1.0;
    optimiser.step(stage_.lr_multiplier() * processes);
    return true;
}

void Trainer::note_bad_step()
{
    if (++bad_steps_ <= config_.skip_bad_steps)
        return;
    throw Error(ErrorCode::Internal,
                "Training stopped at step " + std::to_string(stage_.state().step) +
                    ": the loss or its gradient is no longer a number; lower the learning rate and "
                    "resume from the last checkpoint.",
                "loss");
}

}  // namespace ldm::train
