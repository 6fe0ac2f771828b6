// SPDX-License-Identifier: MIT
#pragma once

#include "model/model_config.h"
#include "train/train_config.h"

namespace ldm::train {

/// Multiplier on the learning rate at a step: cycles of a linear warm-up from f_start to f_max,
/// then linear or cosine to f_min (the published Lambda schedulers). After the last cycle it stays
/// where that ends.
double lr_multiplier(const model::LrScheduleConfig& config, int64_t step);

/// Falls from 1 to 1/50 over the last share of the run that the configuration names, else 1.
double final_decay(const TrainConfig& config, int64_t step);

}  // namespace ldm::train
