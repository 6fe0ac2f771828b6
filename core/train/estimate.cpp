// SPDX-License-Identifier: MIT
#include "train/estimate.h"

#include "train/ema.h"

#include <sys/resource.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <unordered_set>

namespace ldm::train {

namespace {

constexpr int kTimedSteps = 3;

std::int64_t bytes_of(const std::vector<torch::Tensor>& tensors)
{
    std::int64_t bytes = 0;
    for (const auto& tensor : tensors)
        bytes += std::int64_t(tensor.nbytes());
    return bytes;
}

TrainingEstimate::Part count(std::string name, const torch::nn::Module& module,
                             const std::unordered_set<const void*>& trained)
{
    TrainingEstimate::Part part{std::move(name), 0, 0};
    for (const auto& p : module.parameters()) {
        part.parameters += p.numel();
        if (trained.count(p.unsafeGetTensorImpl()) > 0)
            part.trained += p.numel();
    }
    return part;
}

std::int64_t free_memory()
{
    return std::int64_t(::sysconf(_SC_AVPHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
}

std::int64_t peak_memory()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::int64_t(usage.ru_maxrss) * 1024;
}

double try_steps(const TrainConfig& config, TrainingStage& stage, ProcessGroup& group)
{
    Trainer trainer(config, stage, group);
    const auto source = source_maker(config)(trainer.plan());
    stage.begin(*source, group);
    trainer.step(*source);  // the first one makes buffers and reads data
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kTimedSteps; ++i) {
        ++stage.state().step;
        trainer.step(*source);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    return seconds.count() / kTimedSteps;
}

}  // namespace

TrainingEstimate estimate(const TrainConfig& config, TrainingStage& stage, ProcessGroup& group)
{
    auto& state = stage.state();
    std::unordered_set<const void*> trained;
    TrainingEstimate e;
    e.notes = config.notes;
    for (const auto& note : stage.notes())
        e.notes.push_back(note);
    for (auto* optimiser : state.optimisers) {
        for (const auto& p : optimiser->parameters())
            trained.insert(p.unsafeGetTensorImpl());
        // A gradient and two moments for each parameter.
        e.training_bytes += 3 * bytes_of(optimiser->parameters());
    }
    if (state.ema)
        for (const auto& [name, shadow] : state.ema->shadows())
            e.training_bytes += std::int64_t(shadow.nbytes());
    for (const auto& child : state.module->named_children())
        e.parts.push_back(count(child.key(), *child.value(), trained));
    e.weight_bytes = bytes_of(state.module->parameters());
    if (state.extra) {
        e.parts.push_back(count("loss", *state.extra, trained));
        e.weight_bytes += bytes_of(state.extra->parameters());
    }
    e.batch = std::int64_t(config.batch_size) * config.accumulate * group.size();
    e.steps = config.max_steps;
    // Weights and moments are there already; gradients are not, and activations come on top.
    if (e.training_bytes < free_memory())
        e.seconds_a_step = try_steps(config, stage, group);
    e.peak_bytes = peak_memory();
    return e;
}

}  // namespace ldm::train
