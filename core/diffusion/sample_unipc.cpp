// SPDX-License-Identifier: MIT
#include "diffusion/sample_solver.h"
#include "diffusion/solver_level.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::diffusion {

namespace {

// What is known of the foreseen picture beside that of the step's start.
struct Node {
    double lambda;
    at::Tensor x0;
};

// x at `to`: the step's exact integral of the polynomial through (from, x0) and the nodes
// (Zhao et al. 2023, Eq. 3 and 5, solved without the paper's shortcut for one node).
at::Tensor integrate(const at::Tensor& x, const at::Tensor& x0, const SolverLevel& from,
                     const SolverLevel& to, const std::vector<Node>& nodes)
{
    const double h = to.lambda() - from.lambda();
    // moment_i = h·∫₀¹ e^((τ-1)h)·τ^i dτ
    const double moment0 = -std::expm1(-h);
    const double moment1 = 1.0 - moment0 / h;
    const double moment2 = 1.0 - 2.0 * moment1 / h;
    auto out = (to.sigma / from.sigma) * x + (to.alpha * moment0) * x0;
    const auto place = [&](const Node& node) { return (node.lambda - from.lambda()) / h; };
    if (nodes.size() == 1)
        return out + (to.alpha * moment1 / place(nodes[0])) * (nodes[0].x0 - x0);
    if (nodes.size() == 2) {
        const double a = place(nodes[0]), b = place(nodes[1]);
        const double weight_a = (moment2 - b * moment1) / (a * (a - b));
        const double weight_b = (moment2 - a * moment1) / (b * (b - a));
        out = out + (to.alpha * weight_a) * (nodes[0].x0 - x0) +
              (to.alpha * weight_b) * (nodes[1].x0 - x0);
    }
    return out;
}

}  // namespace

at::Tensor sample_unipc(Denoiser& denoiser, const Schedule& schedule, at::Tensor x_T,
                        const SolverOptions& options, const StepCallback& on_step)
{
    check_shape(x_T, {-1, -1, -1, -1}, "x_T");
    const auto levels = solver_levels(schedule, options);
    const int total = int(levels.size());
    auto x = std::move(x_T);
    at::Tensor start, start_x0;  // where the step to `x` began
    std::vector<Node> before;    // the answer before that, if any
    for (int i = 0; i < total; ++i) {
        const auto& now = levels[size_t(i)];
        x = denoiser.enter(x, now.t);
        const auto x0 = foresee(x, denoiser.predict_eps(x, now.t), now, options);
        if (i + 1 == total) {
            x = x0;
        } else {
            if (i > 0) {
                const auto& from = levels[size_t(i) - 1];
                auto nodes = before;
                nodes.push_back({now.lambda(), x0});
                x = integrate(start, start_x0, from, now, nodes);  // corrector
                before = {{from.lambda(), start_x0}};
            }
            start = x;
            start_x0 = x0;
            x = integrate(x, x0, now, levels[size_t(i) + 1], before);  // predictor
        }
        if (on_step)
            on_step({i + 1, total, x, x0});
    }
    return x;
}

}  // namespace ldm::diffusion
