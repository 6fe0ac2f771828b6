// SPDX-License-Identifier: MIT
#include "diffusion/beta_schedule.h"

#include "ldm/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ldm::diffusion {

namespace {

double interpolate(double start, double end, int i, int count)
{
    return count == 1 ? start : start + (end - start) / (count - 1) * i;
}

double cosine_level(const ScheduleConfig& c, int i)
{
    const double angle = (double(i) / c.timesteps + c.cosine_s) / (1.0 + c.cosine_s);
    const double value = std::cos(angle * std::numbers::pi / 2.0);
    return value * value;
}

double beta_at(const ScheduleConfig& c, int i)
{
    switch (c.beta_schedule) {
    case BetaSchedule::Linear: {
        const double root =
            interpolate(std::sqrt(c.linear_start), std::sqrt(c.linear_end), i, c.timesteps);
        return root * root;
    }
    case BetaSchedule::Cosine:
        return std::clamp(1.0 - cosine_level(c, i + 1) / cosine_level(c, i), 0.0, 0.999);
    case BetaSchedule::SqrtLinear: return interpolate(c.linear_start, c.linear_end, i, c.timesteps);
    case BetaSchedule::Sqrt:
        return std::sqrt(interpolate(c.linear_start, c.linear_end, i, c.timesteps));
    }
    return 0.0;
}

}  // namespace

BetaSchedule beta_schedule_from_name(std::string_view name)
{
    if (name == "linear")
        return BetaSchedule::Linear;
    if (name == "cosine")
        return BetaSchedule::Cosine;
    if (name == "sqrt_linear")
        return BetaSchedule::SqrtLinear;
    if (name == "sqrt")
        return BetaSchedule::Sqrt;
    throw Error(ErrorCode::BadArgument,
                "There is no noise schedule named '" + std::string(name) +
                    "'; there are linear, cosine, sqrt_linear and sqrt.",
                "beta_schedule");
}

std::vector<double> make_betas(const ScheduleConfig& config)
{
    if (config.timesteps < 1 || config.timesteps > 100000)
        throw Error(ErrorCode::BadArgument, "timesteps must be between 1 and 100000.", "timesteps");
    if (!(config.linear_start >= 0.0 && config.linear_start < 1.0 && config.linear_end >= 0.0 &&
          config.linear_end < 1.0))
        throw Error(ErrorCode::BadArgument, "linear_start and linear_end must lie in [0, 1).",
                    "linear_start");
    std::vector<double> betas(static_cast<size_t>(config.timesteps));
    for (int i = 0; i < config.timesteps; ++i)
        betas[size_t(i)] = beta_at(config, i);
    return betas;
}

}  // namespace ldm::diffusion
