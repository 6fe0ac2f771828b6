// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/training.h"
#include "train/trainer.h"

namespace ldm::train {

/// What the description names, a first stage or a latent diffusion model, ready for its first step.
/// @param config  must outlive it  @throws Error for a description or weights that cannot be used
std::unique_ptr<TrainingStage> make_stage(const TrainConfig& config, const ProcessGroup& group);

/// Makes the source that the description's block `data:` names.
/// @param config  must outlive the answer
SourceMaker source_maker(const TrainConfig& config);

}  // namespace ldm::train
