// SPDX-License-Identifier: MIT
#pragma once

#include "train/train.h"

namespace ldm::train {

/// Counts what a run needs and, where memory allows, tries a few steps.
TrainingEstimate estimate(const TrainConfig& config, TrainingStage& stage, ProcessGroup& group);

}  // namespace ldm::train
