// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/attention.h"
#include "task/reporter.h"
#include "task/task.h"

#include <functional>

namespace ldm::task {

/// Makes pictures that go on from others, and keeps how they came about: an origin that is kept
/// costs nothing, another one is made first.
class RunChain {
public:
    /// The model of an id in a compute type, in memory; the one before is gone then.
    using Models = std::function<LoadedModel&(const std::string& id, DType dtype)>;

    RunChain(Models models, const Limits& limits, std::uintmax_t budget)
        : models_(std::move(models)), limits_(limits), store_(budget)
    {
    }

    /// @throws as make_picture
    Picture run(const Recipe& recipe, Observer& observer);

    /// The first steps; the picture is what is foreseen then. They are kept.
    /// @throws as make_picture; Error{Unsupported} for another sampler than ddim
    Picture sketch(const Recipe& recipe, int steps, Observer& observer);

    /// @throws as attention_words and make_picture
    Attention attention(const Recipe& recipe, Observer& observer);

    void clear() { store_.clear(); }

private:
    class Progress;

    std::shared_ptr<const Trajectory> origin_of(const Recipe& recipe, Progress& progress,
                                                int after);
    Made make(const Recipe& recipe, Progress& progress, int after, Continuation wanted);

    Models models_;
    Limits limits_;
    TrajectoryStore store_;
};

}  // namespace ldm::task
