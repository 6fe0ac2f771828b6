// SPDX-License-Identifier: MIT
#pragma once

#include "train/trainer.h"

#include <optional>
#include <set>

namespace ldm::train {

class EventWriter;

/// What a run leaves behind: checkpoints, `metrics.csv`, TensorBoard's events, sample grids, and
/// reports to the observer. Only the leading process writes; on others every function is cheap.
class TrainingLog {
public:
    /// Creates the folder. @param columns of the metrics @throws Error{File}
    TrainingLog(const TrainConfig& config, const std::filesystem::path& folder, ProcessGroup& group,
                std::vector<std::string> columns, const TrainingObserver& observer);
    ~TrainingLog();

    /// Fills the state from the folder's checkpoint, if it shall and there is one; then all
    /// processes have the leading one's state.
    void restore_or_start(RunState& state, bool resume);

    void images(TrainingStage& stage, BatchSource& source);

    /// One row of the log. @param notes  those that are new are told to the observer
    /// @return false if the observer wishes to stop
    bool report(RunState& state, double lr_multiplier, const std::vector<std::string>& notes);

    void save(const RunState& state) const;

private:
    const TrainConfig& config_;
    ProcessGroup& group_;
    const TrainingObserver& observer_;
    std::vector<std::string> columns_;
    std::optional<RunFolder> folder_;
    std::unique_ptr<MetricsFile> file_;
    std::unique_ptr<EventWriter> events_;
    std::optional<ProgressMeter> meter_;
    std::set<std::string> told_;
};

}  // namespace ldm::train
