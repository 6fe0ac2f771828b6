// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include "condition/spatial_rescaler.h"
#include "firststage/autoencoder_vq.h"
#include "metric/lpips.h"
#include "train/adam.h"
#include "train/autoencoder_loss.h"
#include "train/diffusion_loss.h"
#include "train/ema.h"

#include <ATen/ATen.h>

#include <fstream>

namespace ldm::golden {

namespace {

/// Joint norm of the gradients of the parameters of that name or below it.
at::Tensor gradient_norm(const Tensors& parameters, const std::string& prefix)
{
    auto square = at::zeros({}, at::kDouble);
    for (const auto& [name, parameter] : parameters)
        if ((name == prefix || name.rfind(prefix + ".", 0) == 0) && parameter.grad().defined())
            square += parameter.grad().to(at::kDouble).square().sum();
    return square.sqrt();
}

/// Adds `head + NAME` for each output NAME that begins so and asks for a gradient's norm.
void add_gradient_norms(const Check& check, const std::string& head,
                        const std::function<at::Tensor(const std::string&)>& norm, Tensors& out)
{
    for (const auto& [name, spec] : check.entry["outputs"].items())
        if (name.rfind(head, 0) == 0)
            out[name] = norm(name.substr(head.size()));
}

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

    at::Tensor gradient_norm(const std::string& prefix) const
    {
        return prefix == "logvar" ? logvar.grad().norm()
                                  : golden::gradient_norm(parameters, prefix);
    }

    const Check& check;
    std::unique_ptr<Checkpoint> file;
    std::shared_ptr<model::LatentDiffusion> model;
    Tensors parameters;
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
    add_gradient_norms(
        c, "gradnorm:", [&trainee](const std::string& name) { return trainee.gradient_norm(name); },
        out);
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
    train::Adam adam(unet.parameters(), {.lr = c.params["lr"].get<double>(), .weight_decay = 0.01});
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

/// A first stage and its loss in train mode, as stored.
struct FirstStageTrainee {
    explicit FirstStageTrainee(const Check& c)
        : config(model::read_model_config(c.dir / c.config_file).first_stage()),
          stage(c.first_stage()),
          loss(*config.loss)
    {
        const auto file = open_checkpoint(c.dir / c.checkpoint_file);
        nn::reset_parameters(*loss.discriminator_net());
        for (auto& item : loss.named_parameters())
            item.value().detach().copy_(file->tensor("loss." + item.key()));
        for (auto& item : loss.named_buffers())
            item.value().copy_(file->tensor("loss." + item.key()));
        for (auto& item : stage->named_parameters())
            parameters[item.key()] = item.value().set_requires_grad(true);
        for (auto& item : loss.named_parameters())
            parameters["loss." + item.key()] = item.value().set_requires_grad(true);
        loss.log_before_start(true);
    }

    model::FirstStageConfig config;
    std::shared_ptr<firststage::FirstStage> stage;
    train::AutoencoderLoss loss;
    Tensors parameters;
};

/// One trip through the first stage with what its loss needs.
struct FirstStagePass {
    FirstStagePass(const Check& c, firststage::FirstStage& stage)
    {
        const auto encoded = stage.encode(input(c, "x"));
        if (auto* vq = dynamic_cast<firststage::AutoencoderVq*>(&stage)) {
            const auto quantized = vq->quantized(encoded.latent);
            indices = quantized.indices;
            regulariser = quantized.loss;
            rec = stage.decode(quantized.z, false);
        } else {
            regulariser = encoded.posterior->kl();
            rec = stage.decode(encoded.sample(input(c, "noise")), false);
        }
    }

    at::Tensor rec, regulariser, indices;
};

Tensors generator_pass(const Check& c)
{
    FirstStageTrainee trainee(c);
    const FirstStagePass pass(c, *trainee.stage);
    const auto last = trainee.stage->last_weight();
    const auto loss = trainee.loss.generator(input(c, "x"), pass.rec, pass.regulariser, last,
                                             c.params["global_step"].get<int64_t>());
    loss.total.backward();
    Tensors out{{"gen/loss", loss.total.detach()},
                {"gen/total_loss", loss.total.detach()},
                {"gen/nll_loss", at::tensor(loss.nll)},
                {"gen/rec_loss", at::tensor(loss.rec)},
                {"gen/p_loss", at::tensor(loss.perceptual)},
                {"gen/d_weight", at::tensor(loss.d_weight)},
                {"gen/disc_factor", at::tensor(loss.disc_factor)},
                {"gen/g_loss", at::tensor(loss.g_loss)},
                {"rec", pass.rec.detach()},
                {"gen/grad_last_layer", last.grad()}};
    if (pass.indices.defined()) {
        const auto usage = train::codebook_usage(pass.indices, trainee.config.autoencoder.n_embed);
        out["gen/quant_loss"] = at::tensor(loss.regulariser);
        out["gen/perplexity"] = at::tensor(usage.perplexity);
        out["gen/cluster_usage"] = at::tensor(usage.codes);
    } else {
        out["gen/kl_loss"] = at::tensor(loss.regulariser);
        out["gen/logvar"] = trainee.parameters.at("loss.logvar").detach();
    }
    add_gradient_norms(
        c, "gen/gradnorm:",
        [&trainee](const std::string& name) { return gradient_norm(trainee.parameters, name); },
        out);
    return out;
}

Tensors discriminator_pass(const Check& c)
{
    FirstStageTrainee trainee(c);
    auto& net = *trainee.loss.discriminator_net();
    const auto x = input(c, "x");
    const FirstStagePass pass(c, *trainee.stage);
    const auto loss =
        trainee.loss.discriminator_loss(x, pass.rec, c.params["global_step"].get<int64_t>());
    loss.total.backward();
    Tensors out{{"disc/loss", loss.total.detach()},
                {"disc/disc_loss", loss.total.detach()},
                {"disc/logits_real", at::tensor(loss.logits_real)},
                {"disc/logits_fake", at::tensor(loss.logits_fake)}};
    for (const auto& item : net.named_buffers())
        out["disc/after:" + item.key()] = item.value().clone();
    add_gradient_norms(
        c, "disc/gradnorm:",
        [&trainee](const std::string& name) { return gradient_norm(trainee.parameters, name); },
        out);
    return out;
}

Tensors ae_loss(const Check& c)
{
    const at::AutoGradMode with_gradients(true);
    auto out = generator_pass(c);
    out.merge(discriminator_pass(c));
    FirstStageTrainee stored(c);
    stored.loss.discriminator_net()->eval();
    out["logits_eval"] = stored.loss.discriminator_net()->forward(input(c, "x")).detach();
    return out;
}

// The weights of lpips/weights.json, from its formula.
at::Tensor formula_weights(const Json& spec)
{
    const auto shape = spec["shape"].get<std::vector<int64_t>>();
    auto flat = at::empty({c10::multiply_integers(shape)}, at::kFloat);
    const auto index = spec["index"].get<std::uint64_t>() << 32;
    const auto scale = spec["scale"].get<double>();
    const bool signed_values = spec["kind"] == "(2u-1)*scale";
    for (int64_t i = 0; i < flat.numel(); ++i) {
        auto z = (index + std::uint64_t(i)) + 0x9E3779B97F4A7C15ull;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ z >> 27) * 0x94D049BB133111EBull;
        z ^= z >> 31;
        const double u = double(z >> 40) / double(1 << 24);
        flat.mutable_data_ptr<float>()[i] = float((signed_values ? 2.0 * u - 1.0 : u) * scale);
    }
    return flat.view(shape);
}

Tensors lpips(const Check& c)
{
    const at::AutoGradMode with_gradients(true);
    metric::Lpips net;
    std::map<std::string, Json> specs;
    const auto file = Json::parse(std::ifstream(c.dir / "weights.json"));
    for (const auto& spec : file["tensors"])
        specs[spec["name"].get<std::string>()] = spec;
    nn::for_each_layer(*net, [&specs](const std::string& name, nn::Layer& layer) {
        for (const auto& item : layer.named_parameters(false))
            layer.assign(item.key(), formula_weights(specs.at(name + "." + item.key())));
    });
    const auto x = input(c, "x"), y = input(c, "y").clone().requires_grad_();
    const auto value = net->forward(x, y);
    value.sum().backward();
    return {
        {"value", value.detach()}, {"layers", net->layers(x, y).detach()}, {"grad_y", y.grad()}};
}

}  // namespace

const OpTable& training_ops()
{
    static const OpTable ops{
        {"ldm_loss", ldm_loss}, {"adam_steps", adam_steps}, {"ae_loss", ae_loss}, {"lpips", lpips}};
    return ops;
}

}  // namespace ldm::golden
