// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"
#include "task/trajectory_store.h"

#include <memory>

namespace ldm::task {

/// Answers for a latent that differs from another run's in one part, by looking at this part only.
///
/// A network that sees a part alone answers otherwise than one that sees all: group norms and
/// self-attention take the whole in. So it is asked twice about the part, once as it is and once as
/// it was in the other run, and the difference is laid upon what was answered for the whole then.
/// Where nothing differs that is exactly the other run's answer.
class PartDenoiser : public diffusion::Denoiser {
public:
    /// @param now, before  see the part: with the condition as it is and as it was in the other run
    /// @param way   of the other run, ddim with eta 0, from which its answers follow
    /// @param done  steps behind which this run begins
    PartDenoiser(std::unique_ptr<Denoiser> now, std::unique_ptr<Denoiser> before,
                 const diffusion::Schedule& schedule, std::shared_ptr<const Trajectory> way,
                 int done);

    at::Tensor enter(const at::Tensor& x_t, std::int64_t t) override;
    at::Tensor predict_eps(const at::Tensor& x_t, std::int64_t t) override;

private:
    std::unique_ptr<Denoiser> now_, before_;
    const diffusion::Schedule& schedule_;
    std::shared_ptr<const Trajectory> way_;
    int step_;
};

/// The noise that a run of ddim with eta 0 saw in its latent before a step.
/// @param step  counted from 0, one that was made
at::Tensor noise_of_step(const Trajectory& way, const diffusion::Schedule& schedule, int step);

}  // namespace ldm::task
