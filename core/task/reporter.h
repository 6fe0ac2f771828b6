// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/sample_step.h"
#include "ldm/observer.h"
#include "task/loaded_model.h"

#include <chrono>

namespace ldm::task {

using Clock = std::chrono::steady_clock;

/// Seconds since then.
double since(Clock::time_point start);

/// Reports to the observer and turns its Cancel into the exception.
class Reporter {
public:
    Reporter(Observer& observer, const LoadedModel& model, Clock::time_point start)
        : observer_(observer), model_(model), start_(start)
    {
    }

    /// Between the parts of a step.
    void poll() const;

    void step(const diffusion::SampleStep& s, double decode_forecast);
    void phase(Phase phase, int total);

private:
    void send(const StepEvent& event);

    Observer& observer_;
    const LoadedModel& model_;
    Clock::time_point start_;
};

}  // namespace ldm::task
