// SPDX-License-Identifier: MIT
#include "task/reporter.h"

#include "ldm/error.h"
#include "task/image_tensor.h"

namespace ldm::task {

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void Reporter::poll() const
{
    if (observer_.cancelled())
        throw Cancelled{};
}

void Reporter::step(const diffusion::SampleStep& s, double decode_forecast)
{
    StepEvent event;
    event.step = s.step;
    event.total = s.total;
    event.seconds = since(start_);
    event.seconds_left = event.seconds / s.step * (s.total - s.step) + decode_forecast;
    if (observer_.wants_preview(s.step))
        event.preview = std::make_shared<const Image>(to_image(model_.preview->render(s.pred_x0)));
    send(event);
}

void Reporter::phase(Phase phase, int total)
{
    StepEvent event;
    event.phase = phase;
    event.step = phase == Phase::Decoding ? total : 0;
    event.total = total;
    event.seconds = since(start_);
    send(event);
}

void Reporter::send(const StepEvent& event)
{
    if (observer_.on_step(event) == Verdict::Cancel)
        throw Cancelled{};
}

}  // namespace ldm::task
