// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/training.h"

#include <chrono>
#include <cstdint>

namespace ldm::train {

/// Speed and time left, between two reports.
class ProgressMeter {
public:
    ProgressMeter(std::int64_t first_step, std::int64_t total);

    /// The status since the last call, without loss; starts the next interval.
    /// @param batch  samples a step
    TrainingStatus flush(std::int64_t step, std::int64_t batch);

private:
    using Clock = std::chrono::steady_clock;

    std::int64_t last_step_, total_;
    Clock::time_point since_ = Clock::now();
};

}  // namespace ldm::train
