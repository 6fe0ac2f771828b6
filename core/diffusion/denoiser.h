// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/noise_source.h"
#include "diffusion/schedule.h"

#include <functional>

namespace ldm::diffusion {

/// What the network is told beside x_t and t (LDM paper, Sec. 3.3). Absent parts are undefined.
struct Condition {
    at::Tensor concat;   ///< [B,C',h,w], joined to x_t on the channel axis
    at::Tensor context;  ///< [B,S,D], for cross-attention
    at::Tensor y;        ///< [B] class ids
};

/// The same condition on another device.
Condition moved_to(const Condition& condition, c10::Device device);

/// A network's raw answer: (x_t [B,C,h,w], t [B] int64, condition) → [B,C,h,w].
using Network = std::function<at::Tensor(const at::Tensor&, const at::Tensor&, const Condition&)>;

/// Answers for one noise level what the noise in x_t is. Samplers see nothing else of a model.
class Denoiser {
public:
    virtual ~Denoiser() = default;

    /// Called with x_t before each step; blends in what is known of the picture, if anything.
    virtual at::Tensor enter(const at::Tensor& x_t, std::int64_t) { return x_t; }

    /// @param x_t [B,C,h,w] fp32 @param t time step @return predicted noise, same shape, fp32
    virtual at::Tensor predict_eps(const at::Tensor& x_t, std::int64_t t) = 0;
};

/// A network with a condition.
class NetworkDenoiser : public Denoiser {
public:
    NetworkDenoiser(Network network, const Schedule& schedule, Prediction prediction,
                    Condition condition);
    at::Tensor predict_eps(const at::Tensor& x_t, std::int64_t t) override;

private:
    Network network_;
    const Schedule& schedule_;
    Prediction prediction_;
    Condition condition_;
};

/// Classifier-free guidance (Ho & Salimans 2021): unconditional and conditional answer in one
/// batch, e_u + scale·(e_c - e_u). `rescale` takes back that share of what guidance adds to the
/// answer's standard deviation (Lin et al. 2024, Sec. 3.4).
class GuidedDenoiser : public Denoiser {
public:
    /// @param unconditional, conditional  the same parts present, same batch size
    GuidedDenoiser(Network network, const Schedule& schedule, Prediction prediction,
                   Condition unconditional, Condition conditional, double scale,
                   double rescale = 0.0);
    at::Tensor predict_eps(const at::Tensor& x_t, std::int64_t t) override;

private:
    Network network_;
    const Schedule& schedule_;
    Prediction prediction_;
    Condition both_;
    double scale_, rescale_;
};

/// Keeps known parts of a latent: before each step they are replaced by the known latent, noised
/// to the step's level (LDM paper, Sec. 4.5).
class MaskedDenoiser : public Denoiser {
public:
    /// @param x0   known latent [B,C,h,w]  @param mask [B or 1,1,h,w], 1 = keep
    MaskedDenoiser(Denoiser& inner, const Schedule& schedule, at::Tensor x0, at::Tensor mask,
                   NoiseSource& noise);
    at::Tensor enter(const at::Tensor& x_t, std::int64_t t) override;
    at::Tensor predict_eps(const at::Tensor& x_t, std::int64_t t) override;

private:
    Denoiser& inner_;
    const Schedule& schedule_;
    at::Tensor x0_, mask_;
    NoiseSource& noise_;
};

/// Keeps a part of the latent on another run's way: before each step x_t there is what it was at
/// that step. The other run went through the same noise levels.
class FollowingDenoiser : public Denoiser {
public:
    /// @param way      the other run's x before its first step, after each step: fp32 [1,C,h,w]
    /// @param renewed  bool [1,1,h,w], where the way is left
    /// @param done     steps behind which this run begins
    FollowingDenoiser(Denoiser& inner, std::vector<at::Tensor> way, at::Tensor renewed, int done);
    at::Tensor enter(const at::Tensor& x_t, std::int64_t t) override;
    at::Tensor predict_eps(const at::Tensor& x_t, std::int64_t t) override;

    /// x after so many steps, with the kept part in its place.
    at::Tensor settled(const at::Tensor& x, int step) const;

private:
    Denoiser& inner_;
    std::vector<at::Tensor> way_;
    at::Tensor renewed_;
    int step_;
};

}  // namespace ldm::diffusion
