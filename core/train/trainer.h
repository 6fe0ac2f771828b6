// SPDX-License-Identifier: MIT
#pragma once

#include "train/batch_source.h"
#include "train/progress.h"
#include "train/run_folder.h"
#include "train/train_config.h"

#include <functional>
#include <memory>

namespace ldm::train {

/// One optimiser's part of a step.
struct TrainingPhase {
    std::string name;
    Adam* optimiser = nullptr;

    /// The loss of one batch; adds the numbers of the log.
    std::function<torch::Tensor(const TrainingBatch&, Metrics&)> loss;

    /// Whether it takes part at this step; empty: always.
    std::function<bool(std::int64_t)> active{};
};

/// Makes the run's pictures for the folder `images/` and the event file.
using ImageWriter = std::function<void(const std::string& name, const Image& image)>;

/// What differs between the two stages of training; the Trainer does the rest.
class TrainingStage {
public:
    virtual ~TrainingStage() = default;

    /// What is trained and saved. The step in it is the run's clock.
    virtual RunState& state() = 0;
    virtual const std::vector<TrainingPhase>& phases() const = 0;

    /// Columns of the log, by the published names.
    virtual std::vector<std::string> metric_names() const = 0;

    /// What is to know of how it begins, a sentence each.
    virtual std::vector<std::string> notes() const { return {}; }

    /// Called once before the first step of the process.
    virtual void begin(BatchSource&, ProcessGroup&) {}

    /// On the learning rate, at the state's step.
    virtual double lr_multiplier() const = 0;

    /// After the optimisers' steps.
    virtual void after_step() {}

    /// Reconstructions or samples of held-out pictures; may add numbers to the log.
    virtual void draw_images(BatchSource& source, const ImageWriter& write, Metrics& metrics) = 0;
};

/// Makes the source for a plan; called once, when the plan is known.
using SourceMaker = std::function<std::unique_ptr<BatchSource>(const BatchPlan&)>;

/// The loop that both stages share: batches, accumulation, averaging over processes, mixed
/// precision, clipping, the guard against numbers that are none, logs, checkpoints, resuming.
class Trainer {
public:
    Trainer(const TrainConfig& config, TrainingStage& stage, ProcessGroup& group);
    ~Trainer();

    /// Trains until the configured number of steps or until the person wishes to stop.
    /// @throws Error
    void run(const TrainingOptions& options, const SourceMaker& make_source,
             const TrainingObserver& observer);

    /// One step on the next batches, without logs and files.
    /// @return its numbers over all processes; none for a step that was left out
    Metrics step(BatchSource& source);

    /// Where the data go on.
    BatchPlan plan() const;

private:
    bool phase_step(size_t phase, const std::vector<TrainingBatch>& batches, Metrics& metrics);
    void note_bad_step();
    std::vector<std::string> notes(const BatchSource& source) const;
    bool stops(bool wish);

    const TrainConfig& config_;
    TrainingStage& stage_;
    ProcessGroup& group_;
    std::vector<std::unique_ptr<class GradientAverager>> averagers_;
    int bad_steps_ = 0;
};

}  // namespace ldm::train
