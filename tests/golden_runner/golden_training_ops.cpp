// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include "condition/spatial_rescaler.h"
#include "train/adam.h"
#include "train/diffusion_loss.h"
#include "train/ema.h"

#include <ATen/ATen.h>

namespace ldm::golden {

namespace {

/// A loaded model whose weights are to be trained.
struct Trainee {
    explicit Trainee(const Check& c)
        : check(c), file(open_checkpoint(c.dir / c.checkpoint_file)), model(c.diffusion())
    {
        for (auto& item : model->named_parameters())
            if (item.key().rfind("first_stage_model.", 0) != 0)
                parameters[item.key()] = item.value().set_requires_grad(true);
        const auto& config = model->config();
        logvar = config.learn_logvar && file->contains("logvar")
                     ? file->tensor("logvar").to(at::kFloat)
                     : at::full({config.schedule.timesteps}, config.logvar_init);
        logvar.set_requires_grad(config.learn_logvar);
    }

    diffusion::Condition condition() const
    {
        if (check.inputs.count("c"))
            return as_condition(*model, input(check, "c"));
        for (const auto* name : {"labels", "tokens"})
            if (check.inputs.count(name))
                return model->condition(input(check, name));
        if (check.inputs.count("classes"))
            return model->condition(condition::one_hot_map(input(check, "classes"),
                                                           check.params["n_classes"].get<int>()));
        return {};
    }

    train::DiffusionLoss loss(const at::Tensor& noise) const
    {
        return train::diffusion_loss(model->network(), model->schedule(), model->config(), logvar,
                                     {input(check, "x0"), condition(), input(check, "t"), noise});
    }

    at::Tensor grad(const std::string& name) const { return parameters.at(name).grad(); }

    /// Joint norm of the gradients of the parameters whose names begin so.
    at::Tensor gradient_norm(const std::string& prefix) const
    {
        if (prefix == "logvar")
            return logvar.grad().norm();
        auto square = at::zeros({}, at::kDouble);
        for (const auto& [name, parameter] : parameters)
            if (name.rfind(prefix + ".", 0) == 0 && parameter.grad().defined())
                square += parameter.grad().to(at::kDouble).square().sum();
        return square.sqrt();
    }

    const Check& check;
    std::unique_ptr<Checkpoint> file;
    std::shared_ptr<model::LatentDiffusion> model;
    std::map<std::string, at::Tensor> parameters;
    at::Tensor logvar;
};

const std::string kUnet = "model.diffusion_model.";
const std::string kOutConv = "out.2.weight";
const std::string kTime0 = "time_embed.0.weight";

Tensors ldm_loss(const Check& c)
{
    const at::AutoGradMode with_gradients(true);
    const Trainee trainee(c);
    const auto loss = trainee.loss(input(c, "noise"));
    loss.total.backward();
    const auto& config = trainee.model->config();
    const auto gamma =
        (loss.total - config.original_elbo_weight * loss.vlb) / config.l_simple_weight;
    Tensors out{{"loss", loss.total.detach()},
                {"loss_simple", loss.simple.detach()},
                {"loss_vlb", loss.vlb.detach()},
                {"loss_gamma", gamma.detach()},
                {"grad_out_conv", trainee.grad(kUnet + kOutConv)},
                {"grad_time0", trainee.grad(kUnet + kTime0)}};
    if (trainee.logvar.grad().defined())
        out["logvar_grad"] = trainee.logvar.grad();
    const std::string prefix = "gradnorm:";
    for (const auto& [name, spec] : c.entry["outputs"].items())
        if (name.rfind(prefix, 0) == 0)
            out[name] = trainee.gradient_norm(name.substr(prefix.size()));
    const std::string mapper = "cond_stage_model.channel_mapper.weight";
    if (trainee.parameters.count(mapper))
        out["grad_channel_mapper"] = trainee.grad(mapper);
    return out;
}

Tensors adam_steps(const Check& c)
{
    const at::AutoGradMode with_gradients(true);
    const Trainee trainee(c);
    auto& unet = *trainee.model->unet();
    train::Adam adam(unet.parameters(),
                     {.lr = c.params["lr"].get<double>(), .weight_decay = 0.01});
    train::Ema ema(unet, 0.9999, trainee.file->tensor("model_ema.num_updates").item<int64_t>());
    at::Tensor ema_out_conv;
    for (const auto& [name, shadow] : ema.shadows()) {
        shadow.copy_(trainee.file->tensor(model::ema_key("diffusion_model." + name)));
        if (name == kOutConv)
            ema_out_conv = shadow;
    }
    std::vector<at::Tensor> losses;
    const auto noise = input(c, "noise");
    for (int step = 0; step < c.params["steps"].get<int>(); ++step) {
        const auto loss = trainee.loss(noise[step]).total;
        adam.zero_grad();
        loss.backward();
        adam.step();
        ema.update();
        losses.push_back(loss.detach());
    }
    return {{"losses", at::stack(losses)},
            {"out_conv", trainee.parameters.at(kUnet + kOutConv).detach()},
            {"time0", trainee.parameters.at(kUnet + kTime0).detach()},
            {"ema_out_conv", ema_out_conv},
            {"ema_num_updates", at::tensor(ema.num_updates())}};
}

}  // namespace

const OpTable& training_ops()
{
    static const OpTable ops{{"ldm_loss", ldm_loss}, {"adam_steps", adam_steps}};
    return ops;
}

}  // namespace ldm::golden
