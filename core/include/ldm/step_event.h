// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/picture.h"

#include <cstdint>
#include <memory>

namespace ldm {

/// What a run is doing.
enum class Phase { Loading, Preparing, Sampling, Decoding };

/// One report of a run. During Sampling there is one event after each step. Where the run goes on
/// from steps that are kept, only those that are still made count; where another picture has to be
/// made first, its steps count, too. So `total - step` are left in any case.
struct StepEvent {
    Phase phase = Phase::Sampling;
    int step = 0;                          ///< steps done, 1 … total while sampling; 0 elsewhere
    int total = 0;                         ///< steps that the run will take
    double seconds = 0.0;                  ///< since the run began
    double seconds_left = 0.0;             ///< estimate from the steps so far, decoding included
    std::shared_ptr<const Image> preview;  ///< the picture forming, at latent size; may be null
};

/// How far a run is within what it does in parts: the patches of a large picture, or of a small
/// one with little memory.
struct PartEvent {
    Phase phase = Phase::Sampling;  ///< Preparing, Sampling or Decoding
    int step = 0;                   ///< steps done before this one
    int total = 0;                  ///< steps that the run will take
    std::int64_t part = 0;          ///< parts done of the step, or of the phase, 0 … parts
    std::int64_t parts = 0;
    double seconds = 0.0;       ///< since the run began
    double seconds_left = 0.0;  ///< estimate for what is known of the rest; 0: not known yet
};

}  // namespace ldm
