// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/sample_step.h"
#include "ldm/observer.h"
#include "task/loaded_model.h"

#include <chrono>
#include <cstdint>

namespace ldm::task {

using Clock = std::chrono::steady_clock;

/// Seconds since then.
double since(Clock::time_point start);

/// Reports one run to its observer and turns the observer's Cancel into the exception.
class Reporter {
public:
    /// The run begins: it is prepared.
    Reporter(Observer& observer, const LoadedModel& model, Clock::time_point start);

    /// Sampling begins.
    /// @param decode_forecast  seconds that decoding will take, if they are known; else 0
    void begin_sampling(int steps, double decode_forecast);

    /// A step is done.
    void step(const diffusion::SampleStep& s);

    /// Decoding begins.
    void begin_decoding();

    /// Before each part of what is done in parts.
    void part(std::int64_t done, std::int64_t all);

private:
    double seconds_left(double share) const;
    void send(const StepEvent& event);

    Observer& observer_;
    const LoadedModel& model_;
    Clock::time_point start_;
    Clock::time_point phase_start_;
    Clock::time_point told_;  ///< when of a part last
    Phase phase_ = Phase::Preparing;
    int done_ = 0, steps_ = 0;
    double decode_forecast_ = 0.0;
};

}  // namespace ldm::task
