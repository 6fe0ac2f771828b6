// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/step_event.h"

namespace ldm {

enum class Verdict { Continue, Cancel };

/// Watches a run. Called on the thread that runs it.
class Observer {
public:
    virtual ~Observer() = default;

    /// Called after each step and at each change of phase. May block: that is how a run is paused.
    /// Answering Cancel ends the run with Cancelled before another step begins.
    virtual Verdict on_step(const StepEvent& event) = 0;

    /// Called some times a second while something is done in parts.
    virtual void on_part(const PartEvent&) {}

    /// Asked between such parts; true ends the run with Cancelled.
    virtual bool cancelled() const { return false; }

    /// Asked before each preview is made; a preview costs about one percent of a step.
    virtual bool wants_preview(int step) const { return step > 0; }
};

/// Watches nothing and never cancels.
class SilentObserver final : public Observer {
public:
    Verdict on_step(const StepEvent&) override { return Verdict::Continue; }
    bool wants_preview(int) const override { return false; }
};

}  // namespace ldm
