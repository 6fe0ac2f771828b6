// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include "diffusion/timestep_spacing.h"
#include "train/ema.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::golden {

namespace {

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
    const auto prediction =
        diffusion::prediction_from_name(c.params.value("parameterization", "eps"));
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
    return {{"timesteps", at::tensor(diffusion::quad_timesteps(c.params["S"].get<int>(),
                                                               c.params["timesteps"].get<int>()))}};
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

}  // namespace

const OpTable& table_ops()
{
    static const OpTable ops{{"register_schedule", register_schedule},
                             {"ddim_schedule", ddim_schedule},
                             {"ddim_timesteps_quad", quad},
                             {"ema", ema}};
    return ops;
}

}  // namespace ldm::golden
