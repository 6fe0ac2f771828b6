// SPDX-License-Identifier: MIT
#include "condition/spatial_rescaler.h"
#include "diffusion/sample_ddim.h"
#include "firststage/autoencoder_vq.h"
#include "golden_case.h"
#include "train/diffusion_loss.h"
#include "train/ema.h"

#include <ATen/ATen.h>

#include <functional>

namespace ldm::golden {

namespace {

at::Tensor input(const Check& c, const std::string& name)
{
    const auto it = c.inputs.find(name);
    return it == c.inputs.end() ? at::Tensor() : it->second;
}

std::vector<at::Tensor> draws_of(const at::Tensor& stacked)
{
    return stacked.defined() ? stacked.unbind(0) : std::vector<at::Tensor>{};
}

// Standard normal noise that is never felt: eta is 0.
class NoNoise final : public diffusion::NoiseSource {
public:
    at::Tensor normal(at::IntArrayRef shape) override { return at::zeros(shape); }
};

diffusion::Condition as_condition(const model::LatentDiffusion& model, const at::Tensor& c)
{
    diffusion::Condition condition;
    if (!c.defined())
        return condition;
    if (model.config().key == model::ConditioningKey::Concat)
        condition.concat = c;
    else
        condition.context = c;
    return condition;
}

Tensors kl_encode(const Check& c)
{
    const auto encoded = c.first_stage()->encode(input(c, "x"));
    const auto& p = *encoded.posterior;
    return {{"moments", at::Tensor()}, {"mode", p.mode()}, {"logvar", p.logvar()},
            {"std", p.std()}, {"kl", p.kl()}};
}

Tensors kl_sample(const Check& c)
{
    return {{"z", c.first_stage()->encode(input(c, "x")).sample(input(c, "noise"))}};
}

firststage::AutoencoderVq& as_vq(firststage::FirstStage& stage)
{
    return dynamic_cast<firststage::AutoencoderVq&>(stage);
}

Tensors vq_encode(const Check& c)
{
    const auto stage = c.first_stage();
    const auto h = stage->encode(input(c, "x")).latent;
    const auto q = as_vq(*stage).quantized(h);
    return {{"h", h}, {"zq", q.z}, {"indices", q.indices}, {"codebook_loss", q.loss}};
}

Tensors vq_forward(const Check& c)
{
    const auto stage = c.first_stage();
    const auto q = as_vq(*stage).quantized(stage->encode(input(c, "x")).latent);
    return {{"quant", q.z}, {"diff", q.loss}, {"indices", q.indices},
            {"image", stage->decode(q.z, false)}};
}

Tensors vq_codes_decode(const Check& c)
{
    const auto stage = c.first_stage();
    const auto z = as_vq(*stage).lookup(input(c, "indices"));
    return {{"z", z}, {"image", stage->decode(z, false)}};
}

Tensors fs_decode(const Check& c)
{
    // A first stage alone gets codes; only as a model's part does it snap to them.
    const bool quantize = !c.params.value("force_not_quantize", true);
    return {{"image", c.first_stage()->decode(input(c, "z"), quantize)}};
}

Tensors encode_first_stage(const Check& c)
{
    return {{"z", c.diffusion()->encode_first_stage(input(c, "x"), input(c, "noise"))}};
}

Tensors decode_first_stage(const Check& c)
{
    const bool quantize = !c.params.value("force_not_quantize", false);
    return {{"image", c.diffusion()->decode_first_stage(input(c, "z"), quantize)}};
}

Tensors to_uint8(const Check& c)
{
    const auto x = input(c, "image").clamp(-1.0, 1.0).permute({0, 2, 3, 1});
    return {{"png", (255.0 * ((x + 1.0) / 2.0)).to(at::kByte)},
            {"npz", ((x + 1.0) * 127.5).clamp(0, 255).to(at::kByte)}};
}

Tensors conditioner(const Check& c, const char* name)
{
    return {{"c", c.diffusion()->conditioner()->forward(input(c, name))}};
}

Tensors cond_segmentation(const Check& c)
{
    const auto map = condition::one_hot_map(input(c, "classes"), c.params["n_classes"].get<int>());
    return {{"c", c.diffusion()->conditioner()->forward(map)}};
}

Tensors apply_model(const Check& c)
{
    const auto model = c.diffusion();
    const auto condition = as_condition(*model, input(c, "c"));
    return {{"eps", model->network()(input(c, "x"), input(c, "t"), condition)}};
}

Tensors unet_features(const Check& c)
{
    const auto model = c.diffusion();
    const auto condition = as_condition(*model, input(c, "c"));
    auto x = input(c, "x");
    if (condition.concat.defined())
        x = at::cat({x, condition.concat}, 1);
    nn::UnetTrace trace;
    const auto eps = model->unet()->forward(x, input(c, "t"), condition.context, {}, &trace);
    return {{"eps", eps}, {"emb", trace.emb}, {"h_in", trace.h_in}, {"h_mid", trace.h_mid},
            {"h_out", trace.h_out}};
}

std::unique_ptr<diffusion::Denoiser> make_denoiser(const Check& c, model::LatentDiffusion& model)
{
    const double scale = c.params.value("scale", 1.0);
    const auto condition = as_condition(model, input(c, "c"));
    if (scale != 1.0 && input(c, "uc").defined())
        return std::make_unique<diffusion::GuidedDenoiser>(
            model.network(), as_condition(model, input(c, "uc")), condition, scale);
    return std::make_unique<diffusion::NetworkDenoiser>(model.network(), model.schedule(),
                                                        model.config().prediction, condition);
}

Tensors ddim(const Check& c)
{
    const auto model = c.diffusion();
    const auto plain = make_denoiser(c, *model);
    diffusion::GivenNoise q_noise(draws_of(input(c, "q_noise")));
    std::unique_ptr<diffusion::MaskedDenoiser> masked;
    if (input(c, "mask").defined())
        masked = std::make_unique<diffusion::MaskedDenoiser>(*plain, model->schedule(),
                                                             input(c, "x0"), input(c, "mask"),
                                                             q_noise);
    diffusion::DdimOptions options;
    options.steps = c.params["S"].get<int>();
    options.eta = c.params.value("eta", 0.0);
    options.temperature = c.params.value("temperature", 1.0);
    if (c.params.value("quantize_x0", false))
        options.quantize_x0 = [&](const at::Tensor& x) { return model->first_stage().quantize(x); };
    const auto x_T = input(c, "x_T");
    std::vector<at::Tensor> x_inter{x_T}, pred_x0{x_T};
    NoNoise none;
    diffusion::GivenNoise given(draws_of(input(c, "noise")));
    auto& noise = input(c, "noise").defined() ? static_cast<diffusion::NoiseSource&>(given) : none;
    auto& denoiser = masked ? static_cast<diffusion::Denoiser&>(*masked) : *plain;
    const auto z = diffusion::sample_ddim(denoiser, model->schedule(), x_T, options, noise,
                                          [&](const diffusion::SampleStep& step) {
                                              x_inter.push_back(step.x);
                                              pred_x0.push_back(step.pred_x0);
                                          });
    const auto times =
        diffusion::uniform_timesteps(options.steps, model->schedule().timesteps());
    return {{"sample", z}, {"timesteps", at::tensor(times).flip({0})},
            {"x_inter", at::stack(x_inter)}, {"pred_x0", at::stack(pred_x0)}};
}

Tensors q_sample(const Check& c)
{
    const auto model = c.diffusion();
    const auto& s = model->schedule();
    const auto t = input(c, "t"), x0 = input(c, "x0");
    return {{"x_t", s.q_sample(x0, t, input(c, "noise"))},
            {"x0_back", s.predict_start_from_noise(input(c, "x_t_in"), t, input(c, "noise"))},
            {"post_mean", s.q_posterior_mean(x0, input(c, "x_t_in"), t)},
            {"post_var", diffusion::extract(s.posterior_variance, t)},
            {"post_logvar", diffusion::extract(s.posterior_log_variance_clipped, t)}};
}

diffusion::ScheduleConfig schedule_config(const Json& p)
{
    diffusion::ScheduleConfig config;
    config.beta_schedule = diffusion::beta_schedule_from_name(p.value("beta_schedule", "linear"));
    config.timesteps = p.value("timesteps", 1000);
    config.linear_start = p.value("linear_start", 1e-4);
    config.linear_end = p.value("linear_end", 2e-2);
    config.cosine_s = p.value("cosine_s", 8e-3);
    config.v_posterior = p.value("v_posterior", 0.0);
    return config;
}

Tensors register_schedule(const Check& c)
{
    const auto config = schedule_config(c.params);
    const diffusion::Schedule s(config);
    const auto betas = at::tensor(diffusion::make_betas(config), at::kDouble);
    const auto prediction = c.params.value("parameterization", "eps") == "x0"
                                ? diffusion::Prediction::X0
                                : diffusion::Prediction::Epsilon;
    return {{"betas_f64", betas},
            {"alphas_cumprod_f64", at::cumprod(1.0 - betas, 0)},
            {"betas", s.betas},
            {"alphas_cumprod", s.alphas_cumprod},
            {"alphas_cumprod_prev", s.alphas_cumprod_prev},
            {"sqrt_alphas_cumprod", s.sqrt_alphas_cumprod},
            {"sqrt_one_minus_alphas_cumprod", s.sqrt_one_minus_alphas_cumprod},
            {"log_one_minus_alphas_cumprod", s.log_one_minus_alphas_cumprod},
            {"sqrt_recip_alphas_cumprod", s.sqrt_recip_alphas_cumprod},
            {"sqrt_recipm1_alphas_cumprod", s.sqrt_recipm1_alphas_cumprod},
            {"posterior_variance", s.posterior_variance},
            {"posterior_log_variance_clipped", s.posterior_log_variance_clipped},
            {"posterior_mean_coef1", s.posterior_mean_coef1},
            {"posterior_mean_coef2", s.posterior_mean_coef2},
            {"lvlb_weights", s.lvlb_weights(prediction)}};
}

Tensors ddim_schedule(const Check& c)
{
    const diffusion::Schedule s(schedule_config(c.params));
    const auto table = diffusion::make_ddim_table(
        s, diffusion::uniform_timesteps(c.params["S"].get<int>(), s.timesteps()),
        c.params["eta"].get<double>());
    return {{"timesteps", at::tensor(table.timesteps)},
            {"alphas", at::tensor(table.alphas)},
            {"alphas_prev", at::tensor(table.alphas_prev)},
            {"sigmas", at::tensor(table.sigmas)},
            {"sqrt_one_minus_alphas", at::tensor(table.sqrt_one_minus_alphas)}};
}

Tensors quad(const Check& c)
{
    return {{"timesteps", at::tensor(diffusion::quad_timesteps(
                              c.params["S"].get<int>(), c.params["timesteps"].get<int>()))}};
}

// A module with the parameters of the case's first step.
struct Loose : torch::nn::Module {
    void put(const std::string& name, const at::Tensor& value)
    {
        std::string flat = name;
        std::replace(flat.begin(), flat.end(), '.', '_');
        parameters_by_name[name] = register_parameter(flat, value.clone());
    }
    std::map<std::string, at::Tensor> parameters_by_name;
};

Tensors ema(const Check& c)
{
    Loose module;
    const std::string first = "step0/";
    for (const auto& [name, value] : c.inputs)
        if (name.rfind(first, 0) == 0)
            module.put(name.substr(first.size()), value);
    train::Ema average(module, c.params["decay"].get<double>(),
                       c.params["num_updates_start"].get<int64_t>());
    Tensors out;
    const int updates = c.params["updates"].get<int>();
    for (int step = 1; step <= updates; ++step) {
        for (auto& [name, parameter] : module.parameters_by_name) {
            const auto value = input(c, "step" + std::to_string(step) + "/" + name);
            if (value.defined())
                parameter.detach().copy_(value);
        }
        average.update();
        for (const auto& [name, parameter] : module.parameters_by_name)
            for (const auto& [flat, shadow] : average.shadows()) {
                std::string wanted = name;
                std::replace(wanted.begin(), wanted.end(), '.', '_');
                if (flat == wanted)
                    out["shadow" + std::to_string(step) + "/" + name] = shadow.clone();
            }
    }
    out["num_updates"] = at::tensor(average.num_updates());
    return out;
}

using Op = std::function<Tensors(const Check&)>;

const std::map<std::string, Op>& table()
{
    static const std::map<std::string, Op> ops{
        {"kl_encode", kl_encode},
        {"kl_sample", kl_sample},
        {"vq_encode", vq_encode},
        {"vqmodel_forward", vq_forward},
        {"vq_codes_decode", vq_codes_decode},
        {"fs_decode", fs_decode},
        {"encode_first_stage", encode_first_stage},
        {"decode_first_stage", decode_first_stage},
        {"to_uint8", to_uint8},
        {"cond_class", [](const Check& c) { return conditioner(c, "labels"); }},
        {"cond_tokens", [](const Check& c) { return conditioner(c, "tokens"); }},
        {"cond_segmentation", cond_segmentation},
        {"apply_model", apply_model},
        {"unet_features", unet_features},
        {"ddim", ddim},
        {"q_sample", q_sample},
        {"register_schedule", register_schedule},
        {"ddim_schedule", ddim_schedule},
        {"ddim_timesteps_quad", quad},
        {"ema", ema}};
    return ops;
}

}  // namespace

bool run(const Check& check, Tensors& outputs)
{
    const auto op = check.entry["op"].get<std::string>();
    const auto it = table().find(op);
    if (it == table().end() || check.params.contains("split_input_params"))
        return false;
    const torch::NoGradGuard no_grad;
    outputs = it->second(check);
    if (outputs.count("moments") && !outputs["moments"].defined()) {
        // The posterior's log-variance is clamped; compare what it was made from.
        outputs["moments"] = at::cat({outputs["mode"], outputs["logvar"]}, 1);
    }
    return true;
}

}  // namespace ldm::golden
