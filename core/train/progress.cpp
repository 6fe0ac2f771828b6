// SPDX-License-Identifier: MIT
#include "train/progress.h"

#include <algorithm>

namespace ldm::train {

ProgressMeter::ProgressMeter(std::int64_t first_step, std::int64_t total)
    : last_step_(first_step), total_(total)
{
}

TrainingStatus ProgressMeter::flush(std::int64_t step, std::int64_t batch)
{
    const auto now = Clock::now();
    const double seconds = std::max(1e-9, std::chrono::duration<double>(now - since_).count());
    const double steps = double(std::max<std::int64_t>(1, step - last_step_));
    TrainingStatus status;
    status.step = step;
    status.total = total_;
    status.images_per_second = steps * double(batch) / seconds;
    status.seconds_left = seconds / steps * double(total_ - step);
    last_step_ = step;
    since_ = now;
    return status;
}

}  // namespace ldm::train
