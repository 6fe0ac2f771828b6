// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace ldm::train {

/// One line of progress.
struct TrainStatus {
    std::int64_t step = 0;
    std::int64_t total = 0;
    double loss = 0.0;              ///< mean since the last line
    double images_per_second = 0.0;
    double seconds_left = 0.0;
    std::string detail;             ///< what else is worth a look: parts of the loss, PSNR
};

/// Receives progress; answers false to stop after a checkpoint.
using TrainObserver = std::function<bool(const TrainStatus&)>;

/// Adds up what happens between two progress lines.
class ProgressMeter {
public:
    ProgressMeter(std::int64_t first_step, std::int64_t total);

    void add(double loss, int images);

    /// The status since the last call; starts the next interval.
    TrainStatus flush(std::int64_t step, std::string detail);

private:
    using Clock = std::chrono::steady_clock;

    std::int64_t last_step_, total_;
    double loss_ = 0.0;
    int count_ = 0, images_ = 0;
    Clock::time_point since_ = Clock::now();
};

}  // namespace ldm::train
