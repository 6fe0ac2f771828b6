// SPDX-License-Identifier: MIT
#include "train/progress.h"

#include <algorithm>

namespace ldm::train {

ProgressMeter::ProgressMeter(std::int64_t first_step, std::int64_t total)
    : last_step_(first_step), total_(total)
{
}

void ProgressMeter::add(double loss, int images)
{
    loss_ += loss;
    ++count_;
    images_ += images;
}

TrainingStatus ProgressMeter::flush(std::int64_t step, std::string detail)
{
    const auto now = Clock::now();
    const double seconds = std::max(1e-9, std::chrono::duration<double>(now - since_).count());
    TrainingStatus status;
    status.step = step;
    status.total = total_;
    status.loss = count_ ? loss_ / count_ : 0.0;
    status.images_per_second = images_ / seconds;
    status.seconds_left =
        seconds / double(std::max<std::int64_t>(1, step - last_step_)) * double(total_ - step);
    status.detail = std::move(detail);
    last_step_ = step;
    loss_ = 0.0;
    count_ = images_ = 0;
    since_ = now;
    return status;
}

}  // namespace ldm::train
