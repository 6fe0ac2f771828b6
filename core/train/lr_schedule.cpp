// SPDX-License-Identifier: MIT
#include "train/lr_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ldm::train {

double lr_multiplier(const model::LrScheduleConfig& c, int64_t step)
{
    const double n = double(step);
    if (step < c.warm_up_steps)
        return c.f_start + (c.f_max - c.f_start) * n / c.warm_up_steps;
    if (!c.cosine)
        return c.f_min + (c.f_max - c.f_min) * (c.cycle_length - n) / c.cycle_length;
    const double t = std::min(1.0, (n - c.warm_up_steps) / (c.cycle_length - c.warm_up_steps));
    return c.f_min + 0.5 * (c.f_max - c.f_min) * (1.0 + std::cos(t * std::numbers::pi));
}

}  // namespace ldm::train
