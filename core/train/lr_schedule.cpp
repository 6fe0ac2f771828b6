// SPDX-License-Identifier: MIT
#include "train/lr_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ldm::train {

double lr_multiplier(const model::LrScheduleConfig& config, int64_t step)
{
    double n = double(step);
    auto cycle = config.cycles.begin();
    // A cycle's last step is the next one's step 0, and counts to the first.
    for (; cycle + 1 != config.cycles.end() && n > cycle->length; ++cycle)
        n -= cycle->length;
    if (n < cycle->warm_up_steps)
        return cycle->f_start + (cycle->f_max - cycle->f_start) * n / cycle->warm_up_steps;
    n = std::min(n, cycle->length);
    if (!config.cosine)
        return cycle->f_min + (cycle->f_max - cycle->f_min) * (cycle->length - n) / cycle->length;
    const double t =
        std::min(1.0, (n - cycle->warm_up_steps) / (cycle->length - cycle->warm_up_steps));
    return cycle->f_min +
           0.5 * (cycle->f_max - cycle->f_min) * (1.0 + std::cos(t * std::numbers::pi));
}

double final_decay(const TrainConfig& config, int64_t step)
{
    if (config.final_decay <= 0.0)
        return 1.0;
    const double left = 1.0 - double(step) / double(config.max_steps);
    return std::clamp(left / config.final_decay, 0.02, 1.0);
}

}  // namespace ldm::train
