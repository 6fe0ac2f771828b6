// SPDX-License-Identifier: MIT
// How fast each sampler nears the exact distribution of a mixture of two Gaussians, whose perfect
// denoiser is known. Writes docs/samplers.svg and prints the tables of docs/samplers.md.
#include "mixture.h"
#include "plot.h"

#include "diffusion/sample_ddim.h"
#include "diffusion/sample_plms.h"
#include "diffusion/sample_solver.h"
#include "diffusion/timestep_spacing.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

namespace {

using namespace ldm::diffusion;

constexpr int kSteps[] = {8, 16, 32, 64, 128, 256, 512, 1024};
constexpr double kRounding = 1e-6;  // of fp32, at numbers about 1
constexpr double kLowest = 1.1e-4;  // what the published range's lowest level of noise hides
constexpr int kLevels = 16384;      // so many that their number is not felt

// Noise whose second half mirrors the first, as the starts do: then chance cannot favour one of the
// two Gaussians.
class MirroredNoise final : public NoiseSource {
public:
    at::Tensor normal(at::IntArrayRef sizes) override
    {
        const auto half = noise_.normal({1, 1, sizes[2] / 2, sizes[3]});
        return at::cat({half, -half.flip({2, 3})}, 2);
    }

private:
    SequenceNoise noise_{1};
};

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
             MirroredNoise noise;
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
             MirroredNoise noise;
             return sample_dpmpp_2m_sde(d, s, x, solver(steps), noise);
         }},
        {"Heun", "2", false, true,
         [=](Denoiser& d, const Schedule& s, const at::Tensor& x, int steps) {
             return sample_heun(d, s, x, solver(steps));
         }},
        {"UniPC", "3", false, true,
         [=](Denoiser& d, const Schedule& s, const at::Tensor& x, int steps) {
             return sample_unipc(d, s, x, solver(steps));
         }},
    };
}

// The published models' range of noise, in finer steps.
Schedule published()
{
    const double finer = 1000.0 / kLevels;
    return Schedule(
        {.timesteps = kLevels, .linear_start = 0.0015 * finer, .linear_end = 0.0195 * finer});
}

// Noise over picture rises evenly to 2: then even steps in time are even steps of the flow.
Schedule even()
{
    auto schedule = published();
    const auto ratio = at::arange(1, kLevels + 1, at::kDouble) * (2.0 / kLevels);
    schedule.alphas_cumprod = (1.0 / (1.0 + ratio * ratio)).to(at::kFloat);
    return schedule;
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

// What exact draws, as many as the samplers with noise make and mirrored as theirs, are away from
// the distribution.
double distance_of_draws()
{
    MirroredNoise noise;
    const auto sides = noise.normal({1, 1, 1024, 1024}).sign();
    return sfumato::tools::distance_to_mixture(sides + sfumato::tools::MixtureDenoiser::kDeviation *
                                                           noise.normal(sides.sizes()));
}

// Slope of the distance over the last two doublings at which it stands out from what no sampler can
// get below.
double order_seen(const std::vector<double>& distance, double floor)
{
    std::size_t last = 2;
    while (last + 1 < distance.size() && distance[last + 1] > 4.0 * floor)
        ++last;
    return std::log2(distance[last - 2] / distance[last]) / 2.0;
}

std::vector<sfumato::Series> race(const Schedule& schedule, double chance, double floor)
{
    sfumato::tools::MixtureDenoiser denoiser(schedule);
    std::vector<sfumato::Series> plot;
    std::printf("| sampler | claimed order |");
    for (const int steps : kSteps)
        std::printf(" %d |", steps);
    std::printf(" order seen |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (const auto& sampler : samplers()) {
        sfumato::Series series{sampler.name, {}, {}};
        std::printf("| %s | %s |", sampler.name, sampler.claim);
        for (const int steps : kSteps) {
            const auto z = sampler.run(denoiser, schedule, start(sampler, schedule, steps), steps);
            series.x.push_back(steps);
            series.y.push_back(sfumato::tools::distance_to_mixture(z));
            std::printf(" %.6f |", series.y.back());
        }
        std::printf(" %.1f |\n",
                    order_seen(series.y, sampler.random ? std::max(chance, floor) : floor));
        std::fflush(stdout);
        plot.push_back(series);
    }
    return plot;
}

}  // namespace

int main()
{
    const c10::InferenceMode inference;
    const double chance = distance_of_draws();
    std::printf("exact draws: %.6f\n\nnoise that rises evenly\n\n", chance);
    const auto plot = race(even(), chance, kRounding);
    sfumato::write_plot("docs/samplers.svg", plot, "steps",
                        "Wasserstein-1 distance to the exact distribution");
    std::printf("\nthe published range of noise\n\n");
    race(published(), chance, kLowest);
    return 0;
}
