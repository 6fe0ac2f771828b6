// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ldm::diffusion {

/// `Linear` is linear in √β, as every published model has it; `SqrtLinear` is linear in β.
enum class BetaSchedule { Linear, Cosine, SqrtLinear, Sqrt };

/// Published names: linear, cosine, sqrt_linear, sqrt. @throws Error{BadArgument} for another
BetaSchedule beta_schedule_from_name(std::string_view name);

struct ScheduleConfig {
    BetaSchedule beta_schedule = BetaSchedule::Linear;
    int timesteps = 1000;
    double linear_start = 1e-4;
    double linear_end = 2e-2;
    double cosine_s = 8e-3;
    double v_posterior = 0.0;
};

/// Noise variances of the forward process (Ho et al. 2020; cosine: Nichol & Dhariwal 2021, Eq. 17).
/// @return `timesteps` values in double precision
/// @throws Error{BadArgument} for a count below 1 or above 100 000 or a start outside [0, 1)
std::vector<double> make_betas(const ScheduleConfig& config);

}  // namespace ldm::diffusion
