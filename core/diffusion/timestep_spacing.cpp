// SPDX-License-Identifier: MIT
#include "diffusion/timestep_spacing.h"

#include "ldm/error.h"

#include <algorithm>
#include <cmath>

namespace ldm::diffusion {

namespace {

void check_steps(int steps, int total)
{
    if (steps < 1 || steps > total)
        throw Error(ErrorCode::BadArgument,
                    "The number of steps must be between 1 and " + std::to_string(total) +
                        ", but is " + std::to_string(steps) + ".",
                    "steps");
}

}  // namespace

std::vector<std::int64_t> uniform_timesteps(int steps, int total)
{
    check_steps(steps, total);
    const int stride = total / steps;
    std::vector<std::int64_t> timesteps;
    for (int t = 0; t < total; t += stride)
        timesteps.push_back(std::min(t + 1, total - 1));
    return timesteps;
}

std::vector<std::int64_t> trailing_timesteps(int steps, int total)
{
    check_steps(steps, total);
    std::vector<std::int64_t> timesteps;
    for (int i = 1; i <= steps; ++i)
        timesteps.push_back(std::llround(double(total) * i / steps) - 1);
    return timesteps;
}

std::vector<std::int64_t> quad_timesteps(int steps, int total)
{
    check_steps(steps, total);
    const double last = std::sqrt(total * 0.8);
    std::vector<std::int64_t> timesteps;
    for (int i = 0; i < steps; ++i) {
        const double root = steps == 1 ? 0.0 : last / (steps - 1) * i;
        timesteps.push_back(std::int64_t(root * root) + 1);
    }
    return timesteps;
}

float ddim_last_alpha(const Schedule& schedule, DdimEnd end)
{
    return end == DdimEnd::Picture ? 1.0f : *schedule.alphas_cumprod.const_data_ptr<float>();
}

DdimTable make_ddim_table(const Schedule& schedule, std::vector<std::int64_t> timesteps, double eta,
                          DdimEnd end)
{
    if (!(eta >= 0.0 && eta <= 1.0))
        throw Error(ErrorCode::BadArgument, "eta must lie between 0 and 1.", "eta");
    const float* cumulative = schedule.alphas_cumprod.const_data_ptr<float>();
    float previous = ddim_last_alpha(schedule, end);
    DdimTable table;
    for (const auto t : timesteps) {
        const float a = cumulative[t];
        const double wide = a, wide_previous = previous;
        table.alphas.push_back(a);
        table.alphas_prev.push_back(previous);
        table.sigmas.push_back(float(
            eta * std::sqrt((1.0 - wide_previous) / (1.0 - wide) * (1.0 - wide / wide_previous))));
        table.sqrt_one_minus_alphas.push_back(float(std::sqrt(1.0 - wide)));
        previous = a;
    }
    table.timesteps = std::move(timesteps);
    return table;
}

}  // namespace ldm::diffusion
