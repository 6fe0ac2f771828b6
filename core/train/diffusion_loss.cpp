// SPDX-License-Identifier: MIT
#include "train/diffusion_loss.h"

#include "runtime/shape_check.h"

#include <ATen/ATen.h>

namespace ldm::train {

DiffusionLoss diffusion_loss(const diffusion::Network& network, const diffusion::Schedule& schedule,
                             const model::LatentDiffusionConfig& config,
                             const torch::Tensor& logvar, const DiffusionBatch& batch)
{
    check_shape(batch.noise, batch.z.sizes(), "noise");
    const auto x_t = schedule.q_sample(batch.z, batch.t, batch.noise);
    const auto out = network(x_t, batch.t, batch.condition).to(at::kFloat);
    const auto aim = batch.aim.defined() ? batch.aim : batch.z;
    const auto noise = batch.aim.defined()
                           ? schedule.predict_noise_from_start(x_t, batch.t, batch.aim)
                           : batch.noise;
    const auto target = schedule.training_target(config.prediction, aim, batch.t, noise);
    const auto difference = out - target;
    const auto errors = config.l1_loss ? difference.abs() : difference.square();
    const auto error =
        batch.weight.defined()
            ? (errors * (batch.weight / batch.weight.mean({1, 2, 3}, true))).mean({1, 2, 3})
            : errors.mean({1, 2, 3});
    const auto logvar_t = logvar.index_select(0, batch.t);
    const auto weights = schedule.lvlb_weights(config.prediction).index_select(0, batch.t);
    DiffusionLoss loss;
    loss.simple = error.mean();
    loss.vlb = (weights * error).mean();
    loss.gamma = (error / logvar_t.exp() + logvar_t).mean();
    loss.start = schedule.start_from_answer(config.prediction, x_t, batch.t, out);
    loss.total = config.l_simple_weight * loss.gamma + config.original_elbo_weight * loss.vlb;
    return loss;
}

}  // namespace ldm::train
