// SPDX-License-Identifier: MIT
#pragma once

#include "model/model_config.h"

namespace ldm::train {

/// Multiplier on the learning rate at a step: linear warm-up from f_start to f_max, then linear or
/// cosine to f_min over the cycle (the published Lambda schedulers).
double lr_multiplier(const model::LrScheduleConfig& config, int64_t step);

}  // namespace ldm::train
