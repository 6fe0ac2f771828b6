// SPDX-License-Identifier: MIT
#pragma once

#include "model/patchwise.h"
#include "task/reporter.h"
#include "task/task.h"

namespace ldm::task {

/// What came out of the steps.
struct Sampled {
    at::Tensor z;        ///< [1,C,h,w] behind the last step that was made, on the processor
    at::Tensor pred_x0;  ///< what was foreseen in that step; z if none was made
    int steps = 0;       ///< how many were made
    /// Cells where it may differ from the origin's, bool [1,1,h,w]; undefined = anywhere.
    at::Tensor renewed;
    std::shared_ptr<Trajectory> trajectory;  ///< not yet decoded; null if none is left behind
};

/// Goes through the steps of a recipe where the network is; noise is drawn on the processor.
/// @throws Error{BadArgument} for an origin that does not fit; Cancelled
Sampled sample_latent(const Recipe& recipe, LoadedModel& loaded, const Assignment& assignment,
                      Reporter& reporter, const Continuation& continuation);

/// A latent that the network cannot meet whole within the memory is sampled in patches.
void keep_within(std::uintmax_t memory, const Recipe& recipe, const LoadedModel& loaded,
                 Assignment& assignment);

/// The smallest part of a latent that holds the marked cells and `reach` more on each side, with
/// sides at multiples of `unit`; the whole where that would spare less than a quarter.
/// @param marked bool [1,1,h,w]
model::Part part_around(const at::Tensor& marked, std::int64_t reach, std::int64_t unit);

}  // namespace ldm::task
