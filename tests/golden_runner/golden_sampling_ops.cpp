// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include "condition/spatial_rescaler.h"
#include "diffusion/sample_ddim.h"

#include <ATen/ATen.h>

namespace ldm::golden {

namespace {

std::vector<at::Tensor> draws_of(const at::Tensor& stacked)
{
    return stacked.defined() ? stacked.unbind(0) : std::vector<at::Tensor>{};
}

// Standard normal noise that is never felt: eta is 0.
class NoNoise final : public diffusion::NoiseSource {
public:
    at::Tensor normal(at::IntArrayRef shape) override { return at::zeros(shape); }
};

Tensors conditioner(const Check& c, const char* name)
{
    return {{"c", c.diffusion()->conditioner()->forward(input(c, name))}};
}

Tensors cond_segmentation(const Check& c)
{
    const auto map = condition::one_hot_map(input(c, "classes"), c.params["n_classes"].get<int>());
    return {{"c", c.diffusion()->conditioner()->forward(map)}};
}

Tensors cond_inpaint(const Check& c)
{
    const auto mask = input(c, "mask01");
    const auto masked = (1.0 - mask) * input(c, "image01");
    const auto z = c.diffusion()->condition(2.0 * masked - 1.0).concat;
    const auto small = at::upsample_nearest2d(2.0 * mask - 1.0, {z.size(2), z.size(3)});
    return {{"c", at::cat({z, small}, 1)}};
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
    return {{"eps", eps},
            {"emb", trace.emb},
            {"h_in", trace.h_in},
            {"h_mid", trace.h_mid},
            {"h_out", trace.h_out}};
}

std::unique_ptr<diffusion::Denoiser> make_denoiser(const Check& c, model::LatentDiffusion& model)
{
    const double scale = c.params.value("scale", 1.0);
    const auto condition = as_condition(model, input(c, "c"));
    if (scale != 1.0 && input(c, "uc").defined())
        return std::make_unique<diffusion::GuidedDenoiser>(
            model.network(), model.schedule(), model.config().prediction,
            as_condition(model, input(c, "uc")), condition, scale);
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
        masked = std::make_unique<diffusion::MaskedDenoiser>(
            *plain, model->schedule(), input(c, "x0"), input(c, "mask"), q_noise);
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
    const auto times = diffusion::uniform_timesteps(options.steps, model->schedule().timesteps());
    return {{"sample", z},
            {"timesteps", at::tensor(times).flip({0})},
            {"x_inter", at::stack(x_inter)},
            {"pred_x0", at::stack(pred_x0)}};
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

}  // namespace

const OpTable& sampling_ops()
{
    static const OpTable ops{
        {"cond_class", [](const Check& c) { return conditioner(c, "labels"); }},
        {"cond_tokens", [](const Check& c) { return conditioner(c, "tokens"); }},
        {"cond_segmentation", cond_segmentation},
        {"cond_inpaint", cond_inpaint},
        {"apply_model", apply_model},
        {"unet_features", unet_features},
        {"ddim", ddim},
        {"q_sample", q_sample}};
    return ops;
}

}  // namespace ldm::golden
