// SPDX-License-Identifier: MIT
// How fast each sampler nears the exact distribution of a mixture of two Gaussians, whose perfect
// denoiser is known. Writes docs/samplers.svg and prints the table of docs/samplers.md.
#include "mixture.h"
#include "plot.h"

#include "diffusion/sample_ddim.h"
#include "diffusion/sample_plms.h"
#include "diffusion/sample_solver.h"
#include "diffusion/timestep_spacing.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdio>
#include <functional>

namespace {

using namespace ldm::diffusion;

constexpr int kSteps[] = {8, 16, 32, 64, 128, 256};
constexpr int kLevels = 16384;  // so many that their number is not felt

using Run = std::function<at::Tensor(Denoiser&, const Schedule&, const at::Tensor&, int)>;

struct Sampler {
    const char* name;
    const char* claim;  // order of convergence
    bool random;        // adds noise
    bool solver;        // has the solvers' spacing
    Run run;
};

std::vector<Sampler> samplers()
{
    const auto solver = [](int steps) {
        return SolverOptions{.steps = steps, .spacing = LevelSpacing::Karras};
    };
    return {
        {"DDIM, η = 0", "1", false, false,
         [](Denoiser& d, const Schedule& s, const at::Tensor& x, int steps) {
             SequenceNoise noise(1);
             return sample_ddim(d, s, x, {.steps = steps}, noise);
         }},
        {"DDIM, η = 1", "1", true, false,
         [](Denoiser& d, const Schedule& s, const at::Tensor& x, int steps) {
             SequenceNoise noise(1);
             return sample_ddim(d, s, x, {.steps = steps, .eta = 1.0}, noise);
         }},
        {"PLMS", "2", false, false,
         [](Denoiser& d, const Schedule& s, const at::Tensor& x, int steps) {
             SequenceNoise noise(1);
             return sample_plms(d, s, x, {.steps = steps}, noise);
         }},
        {"DPM-Solver++(2M)", "2", false, true,
         [=](Denoiser& d, const Schedule& s, const at::Tensor& x, int steps) {
             return sample_dpmpp_2m(d, s, x, solver(steps));
         }},
        {"SDE-DPM-Solver++(2M)", "1", true, true,
         [=](Denoiser& d, const Schedule& s, const at::Tensor& x, int steps) {
             SequenceNoise noise(1);
             return sample_dpmpp_2m_sde(d, s, x, solver(steps), noise);
         }},
        {"Heun", "2", false, true,
         [=](Denoiser& d, const Schedule& s, const at::Tensor& x, int steps) {
             return sample_heun(d, s, x, solver(steps));
         }},
    };
}

// The exact distribution at the sampler's first noise level, so that only its steps are judged.
at::Tensor start(const Sampler& sampler, const Schedule& schedule, int steps)
{
    const auto first = sampler.solver
                           ? solver_timesteps(schedule, steps, LevelSpacing::Karras).front()
                           : uniform_timesteps(steps, schedule.timesteps()).back();
    const double a = schedule.alphas_cumprod[first].item<double>();
    const std::int64_t side = sampler.random ? 1024 : 64;
    const auto x = sfumato::tools::mixture_quantiles(side * side, a);
    return x.to(at::kFloat).view({1, 1, side, side});
}

}  // namespace

int main()
{
    const c10::InferenceMode inference;
    const Schedule schedule(
        {.beta_schedule = beta_schedule_from_name("cosine"), .timesteps = kLevels});
    sfumato::tools::MixtureDenoiser denoiser(schedule);
    std::vector<sfumato::tools::Series> plot;
    std::printf("| sampler | claimed order |");
    for (const int steps : kSteps)
        std::printf(" %d |", steps);
    std::printf(" order seen |\n|---|---|---|---|---|---|---|---|---|\n");
    for (const auto& sampler : samplers()) {
        sfumato::tools::Series series{sampler.name, {}, {}};
        std::printf("| %s | %s |", sampler.name, sampler.claim);
        for (const int steps : kSteps) {
            const auto z = sampler.run(denoiser, schedule, start(sampler, schedule, steps), steps);
            series.x.push_back(steps);
            series.y.push_back(sfumato::tools::distance_to_mixture(z));
            std::printf(" %.5f |", series.y.back());
        }
        std::printf(" %.1f |\n", std::log2(series.y[2] / series.y[5]) / 3.0);
        plot.push_back(series);
    }
    sfumato::tools::write_plot("docs/samplers.svg", plot, "steps",
                               "Wasserstein-1 distance to the exact distribution");
    return 0;
}
