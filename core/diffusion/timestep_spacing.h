// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/schedule.h"

#include <cstdint>
#include <vector>

namespace ldm::diffusion {

/// Every (T div S)-th step, beginning at 1 (the published samplers' "uniform"). The number of steps
/// is ceil(T/(T div S)), not always S. A last entry of T, where the reference fails, becomes T-1.
/// @throws Error{BadArgument} unless 1 ≤ steps ≤ T
std::vector<std::int64_t> uniform_timesteps(int steps, int total);

/// Evenly spaced steps of which the last is T-1, pure noise, so that a model answers well in few of
/// them (Lin et al. 2024, Sec. 3.3, "trailing"): round(T·i/S) - 1 for i = 1 … S.
/// @throws Error{BadArgument} unless 1 ≤ steps ≤ T
std::vector<std::int64_t> trailing_timesteps(int steps, int total);

/// Quadratically spaced steps, denser near the picture; duplicates are possible.
std::vector<std::int64_t> quad_timesteps(int steps, int total);

/// Where the last step of a DDIM run leads.
enum class DdimEnd {
    FirstLevel,  ///< to ā_0, as published: a trace of noise stays
    Picture,     ///< to ā = 1, the foreseen picture itself; in few steps the trace would be seen
};

/// As DdimOptions::trailing has it.
constexpr DdimEnd ddim_end(bool trailing)
{
    return trailing ? DdimEnd::Picture : DdimEnd::FirstLevel;
}

/// ā there.
float ddim_last_alpha(const Schedule& schedule, DdimEnd end);

/// The numbers of a DDIM run, index 0 nearest to the picture (Song et al. 2021, Eq. 12 and 16).
struct DdimTable {
    std::vector<std::int64_t> timesteps;
    std::vector<float> alphas;       ///< ā at each step
    std::vector<float> alphas_prev;  ///< ā of the step before; the first as DdimEnd
    std::vector<float> sigmas;       ///< standard deviation of the noise added back
    std::vector<float> sqrt_one_minus_alphas;
};

/// @param eta 0 = deterministic, 1 = as noisy as DDPM; in [0, 1]
DdimTable make_ddim_table(const Schedule& schedule, std::vector<std::int64_t> timesteps, double eta,
                          DdimEnd end = DdimEnd::FirstLevel);

}  // namespace ldm::diffusion
