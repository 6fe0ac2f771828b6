// SPDX-License-Identifier: MIT
#include "task/reporter.h"

#include "ldm/error.h"
#include "task/image_tensor.h"

#include <algorithm>

namespace ldm::task {

namespace {

constexpr std::chrono::milliseconds kGap{200};  // from one report of a part to the next

}  // namespace

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Reporter::Reporter(Observer& observer, const LoadedModel& model, Clock::time_point start)
    : observer_(observer), model_(model), start_(start), phase_start_(start), told_(start)
{
}

void Reporter::begin_sampling(int steps, double decode_forecast)
{
    phase_ = Phase::Sampling;
    phase_start_ = Clock::now();
    done_ = 0;
    steps_ = steps;
    decode_forecast_ = decode_forecast;
}

// What of the phase is left, from the time that its first share took, and the decoding to come.
double Reporter::seconds_left(double share) const
{
    const double rest = share > 0.0 ? since(phase_start_) * (1.0 - share) / share : 0.0;
    return phase_ == Phase::Sampling && share > 0.0 ? rest + decode_forecast_ : rest;
}

void Reporter::step(const diffusion::SampleStep& s)
{
    done_ = s.step;
    steps_ = s.total;
    StepEvent event;
    event.step = s.step;
    event.total = s.total;
    event.seconds = since(start_);
    event.seconds_left = seconds_left(double(s.step) / s.total);
    if (observer_.wants_preview(s.step))
        event.preview = std::make_shared<const Image>(to_image(model_.preview->render(s.pred_x0)));
    send(event);
}

void Reporter::begin_decoding()
{
    phase_ = Phase::Decoding;
    phase_start_ = Clock::now();
    StepEvent event;
    event.phase = phase_;
    event.step = event.total = steps_;
    event.seconds = since(start_);
    send(event);
}

void Reporter::part(std::int64_t done, std::int64_t all)
{
    if (observer_.cancelled())
        throw Cancelled{};
    const auto now = Clock::now();
    if (all < 2 || now - told_ < kGap)
        return;
    told_ = now;
    const double part = double(done) / double(all);
    const double share = phase_ == Phase::Sampling ? (done_ + part) / std::max(1, steps_) : part;
    observer_.on_part({phase_, done_, steps_, done, all, since(start_), seconds_left(share)});
}

void Reporter::send(const StepEvent& event)
{
    if (observer_.on_step(event) == Verdict::Cancel)
        throw Cancelled{};
}

}  // namespace ldm::task
