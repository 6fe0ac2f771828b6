// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include "condition/spatial_rescaler.h"
#include "diffusion/sample_ddim.h"
#include "diffusion/sample_ddpm.h"
#include "diffusion/sample_plms.h"
#include "model/masked_condition.h"
#include "model/patchwise_layout.h"
#include "task/inpaint.h"

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

Tensors cond_text(const Check& c)
{
    const auto tokenizer = bert_tokenizer();
    std::vector<at::Tensor> tokens;
    for (const auto& caption : c.params["captions"])
        tokens.push_back(at::tensor(tokenizer.encode(caption.get<std::string>()).ids, at::kLong));
    const auto ids = at::stack(tokens);
    return {{"tokens", ids}, {"c", c.diffusion()->conditioner()->forward(ids.to(device()))}};
}

Tensors cond_segmentation(const Check& c)
{
    const auto map = condition::one_hot_map(input(c, "classes"), c.params["n_classes"].get<int>());
    return {{"c", c.diffusion()->conditioner()->forward(map)}};
}

Tensors cond_inpaint(const Check& c)
{
    return {{"c", model::masked_image_condition(*c.diffusion(), input(c, "image01"),
                                                input(c, "mask01"))}};
}

Tensors composite_inpaint(const Check& c)
{
    const auto decoded = ((input(c, "decoded") + 1.0) / 2.0).clamp(0.0, 1.0);
    return {{"inpainted", task::composite(input(c, "image01"), decoded, input(c, "mask01"))}};
}

// The model's network, over patches where the check asks for them.
diffusion::Network network_of(const Check& c, model::LatentDiffusion& model)
{
    const auto patches = patches_of(c);
    return patches ? model::patchwise(model.network(), *patches) : model.network();
}

Tensors apply_model(const Check& c)
{
    const auto model = c.diffusion();
    if (const auto it = c.params.find("bbox_tokenizer"); it != c.params.end()) {
        const auto& p = *it;
        const condition::LayoutTokenizer tokenizer({.classes = p[0].get<int>(),
                                                    .max_objects = p[1].get<int>(),
                                                    .tokens = p[2].get<int>(),
                                                    .encode_crop = p[3].get<bool>(),
                                                    .group_bit = p[4].get<bool>(),
                                                    .other_bits = p[5].get<bool>()});
        const auto network =
            model::patchwise_layout(model->network(), *patches_of(c), input(c, "c"), tokenizer,
                                    *model->conditioner(), device());
        return {{"eps", network(input(c, "x"), input(c, "t"), {})}};
    }
    const auto condition = as_condition(*model, input(c, "c"));
    return {{"eps", network_of(c, *model)(input(c, "x"), input(c, "t"), condition)}};
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
            network_of(c, model), model.schedule(), model.config().prediction,
            as_condition(model, input(c, "uc")), condition, scale);
    return std::make_unique<diffusion::NetworkDenoiser>(network_of(c, model), model.schedule(),
                                                        model.config().prediction, condition);
}

// What every sampler's case has: the model with its mask, noise as given, and the way recorded.
struct Sampling {
    explicit Sampling(const Check& c)
        : model(c.diffusion()),
          plain(make_denoiser(c, *model)),
          x_T(input(c, "x_T")),
          given(draws_of(input(c, "noise"))),
          q_noise(draws_of(input(c, "q_noise"))),
          noise_given(input(c, "noise").defined())
    {
        if (input(c, "mask").defined())
            masked = std::make_unique<diffusion::MaskedDenoiser>(
                *plain, model->schedule(), input(c, "x0"), input(c, "mask"), q_noise);
        if (c.params.value("quantize_x0", false))
            quantize = [this](const at::Tensor& x) { return model->first_stage().quantize(x); };
    }

    diffusion::Denoiser& denoiser() { return masked ? *masked : *plain; }
    diffusion::NoiseSource& noise()
    {
        return noise_given ? static_cast<diffusion::NoiseSource&>(given) : none;
    }
    diffusion::StepCallback record()
    {
        return [this](const diffusion::SampleStep& step) {
            x_inter.push_back(step.x);
            pred_x0.push_back(step.pred_x0);
        };
    }

    // Both lists begin with the start noise, as the published samplers' do.
    Tensors outputs(const at::Tensor& sample) const
    {
        auto xs = x_inter, x0s = pred_x0;
        xs.insert(xs.begin(), x_T);
        x0s.insert(x0s.begin(), x_T);
        return {{"sample", sample}, {"x_inter", at::stack(xs)}, {"pred_x0", at::stack(x0s)}};
    }

    std::shared_ptr<model::LatentDiffusion> model;
    std::unique_ptr<diffusion::Denoiser> plain;
    std::unique_ptr<diffusion::Denoiser> masked;
    at::Tensor x_T;
    diffusion::GivenNoise given, q_noise;
    NoNoise none;
    bool noise_given;
    diffusion::QuantizeX0 quantize;
    std::vector<at::Tensor> x_inter, pred_x0;
};

Tensors ddim(const Check& c)
{
    Sampling s(c);
    const diffusion::DdimOptions options{.steps = c.params["S"].get<int>(),
                                         .eta = c.params.value("eta", 0.0),
                                         .temperature = c.params.value("temperature", 1.0),
                                         .quantize_x0 = s.quantize};
    auto out = s.outputs(diffusion::sample_ddim(s.denoiser(), s.model->schedule(), s.x_T, options,
                                                s.noise(), s.record()));
    const auto times = diffusion::uniform_timesteps(options.steps, s.model->schedule().timesteps());
    out["timesteps"] = at::tensor(times).flip({0});
    return out;
}

Tensors plms(const Check& c)
{
    Sampling s(c);
    return s.outputs(diffusion::sample_plms(
        s.denoiser(), s.model->schedule(), s.x_T,
        {.steps = c.params["S"].get<int>(), .quantize_x0 = s.quantize}, s.noise(), s.record()));
}

Tensors ddpm(const Check& c)
{
    Sampling s(c);
    return s.outputs(diffusion::sample_ddpm(
        s.denoiser(), s.model->schedule(), s.x_T,
        {.start = c.params["timesteps"].get<int>(), .quantize_x0 = s.quantize}, s.noise(),
        s.record()));
}

Tensors progressive(const Check& c)
{
    Sampling s(c);
    const auto sample = diffusion::sample_ddpm(s.denoiser(), s.model->schedule(), s.x_T,
                                               {.start = c.params["start_T"].get<int>(),
                                                .temperature = c.params.value("temperature", 1.0),
                                                .quantize_x0 = s.quantize},
                                               s.noise(), s.record());
    return {{"sample", sample}, {"pred_x0", at::stack(s.pred_x0)}};
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
        {"cond_text", cond_text},
        {"cond_segmentation", cond_segmentation},
        {"cond_inpaint", cond_inpaint},
        {"composite_inpaint", composite_inpaint},
        {"apply_model", apply_model},
        {"unet_features", unet_features},
        {"ddim", ddim},
        {"plms", plms},
        {"ddpm", ddpm},
        {"progressive", progressive},
        {"q_sample", q_sample}};
    return ops;
}

}  // namespace ldm::golden
