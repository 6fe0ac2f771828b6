// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/training.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace ldm::train {

/// Adds up what happens between two progress lines.
class ProgressMeter {
public:
    ProgressMeter(std::int64_t first_step, std::int64_t total);

    void add(double loss, int images);

    /// The status since the last call; starts the next interval.
    TrainingStatus flush(std::int64_t step, std::string detail);

private:
    using Clock = std::chrono::steady_clock;

    std::int64_t last_step_, total_;
    double loss_ = 0.0;
    int count_ = 0, images_ = 0;
    Clock::time_point since_ = Clock::now();
};

}  // namespace ldm::train
