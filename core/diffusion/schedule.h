// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/beta_schedule.h"

#include <ATen/core/Tensor.h>

namespace ldm::diffusion {

/// What the network predicts: the noise ε, the clean x_0, or v = √ā·ε - √(1-ā)·x_0
/// (Salimans & Ho 2022), which stays exact at both ends of the noise levels.
enum class Prediction { Epsilon, X0, V };

/// By the name that configurations use: "eps", "x0" or "v". @throws Error(BadArgument)
Prediction prediction_from_name(std::string_view name);

/// The noise levels of a model: the published buffers by their published names (Ho et al. 2020).
/// Everything is computed in double precision and kept as fp32 [T], as the reference does.
class Schedule {
public:
    explicit Schedule(const ScheduleConfig& config);

    int timesteps() const { return int(betas.size(0)); }

    /// x_t = √ā_t·x_0 + √(1-ā_t)·noise. @param t [B] int64 @return same shape as x0
    at::Tensor q_sample(const at::Tensor& x0, const at::Tensor& t, const at::Tensor& noise) const;

    /// x_0 from x_t and its noise. @param t [B] int64
    at::Tensor predict_start_from_noise(const at::Tensor& x_t, const at::Tensor& t,
                                        const at::Tensor& noise) const;

    /// The noise that x_t holds if x_0 is right: the inverse of predict_start_from_noise.
    at::Tensor predict_noise_from_start(const at::Tensor& x_t, const at::Tensor& t,
                                        const at::Tensor& x0) const;

    /// What a network of this kind is trained to answer. @param t [B] int64
    at::Tensor training_target(Prediction prediction, const at::Tensor& x0, const at::Tensor& t,
                               const at::Tensor& noise) const;

    /// The noise that a network's answer stands for. @param t [B] int64
    at::Tensor noise_from_answer(Prediction prediction, const at::Tensor& x_t, const at::Tensor& t,
                                 const at::Tensor& answer) const;

    /// The x_0 that a network's answer stands for. @param t [B] int64
    at::Tensor start_from_answer(Prediction prediction, const at::Tensor& x_t, const at::Tensor& t,
                                 const at::Tensor& answer) const;

    /// Mean of q(x_{t-1} | x_t, x_0). @param t [B] int64
    at::Tensor q_posterior_mean(const at::Tensor& x0, const at::Tensor& x_t,
                                const at::Tensor& t) const;

    /// Weights of the variational bound (diffusion loss, `original_elbo_weight`). @return [T] fp32
    at::Tensor lvlb_weights(Prediction prediction) const;

    at::Tensor betas, alphas_cumprod, alphas_cumprod_prev, sqrt_alphas_cumprod,
        sqrt_one_minus_alphas_cumprod, log_one_minus_alphas_cumprod, sqrt_recip_alphas_cumprod,
        sqrt_recipm1_alphas_cumprod, posterior_variance, posterior_log_variance_clipped,
        posterior_mean_coef1, posterior_mean_coef2;

private:
    at::Tensor
        alphas_;  ///< 1 - β, rounded once: near β = 0.999 a difference of floats is too coarse
};

/// Picks the entries `t` of a [T] table, shaped to broadcast against a [B,C,H,W] tensor.
at::Tensor extract(const at::Tensor& table, const at::Tensor& t);

}  // namespace ldm::diffusion
