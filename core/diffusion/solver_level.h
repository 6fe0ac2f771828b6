// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/sample_solver.h"

namespace ldm::diffusion {

/// One noise level of a solver: x_t = alpha·x_0 + sigma·noise.
struct SolverLevel {
    std::int64_t t;
    double alpha, sigma;

    double lambda() const;  ///< half the logarithm of the signal-to-noise ratio
    double ratio() const { return sigma / alpha; }  ///< σ of Karras et al. 2022
};

/// The levels that a solver steps through, noisiest first.
/// @throws Error{BadArgument} for steps out of range
std::vector<SolverLevel> solver_levels(const Schedule& schedule, const SolverOptions& options);

/// The picture that x at this level comes from, if its noise is eps.
at::Tensor foresee(const at::Tensor& x, const at::Tensor& eps, const SolverLevel& level,
                   const SolverOptions& options);

}  // namespace ldm::diffusion
