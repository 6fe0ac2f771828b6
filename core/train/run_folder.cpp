// SPDX-License-Identifier: MIT
#include "train/run_folder.h"

#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "ldm/error.h"
#include "model/latent_diffusion.h"
#include "train/ema.h"

#include <ATen/ATen.h>

#include <cstdio>

namespace ldm::train {

namespace {

namespace fs = std::filesystem;

void append(NamedTensors& out, const std::string& prefix, const torch::nn::Module& module)
{
    for (const auto& item : module.named_parameters())
        out.emplace_back(prefix + item.key(), item.value().detach());
    for (const auto& item : module.named_buffers())
        out.emplace_back(prefix + item.key(), item.value().detach());
}

void copy_into(const torch::Tensor& target, const Checkpoint& file, const std::string& key)
{
    const torch::NoGradGuard no_grad;
    if (!file.contains(key) || file.info(key).shape != target.sizes().vec())
        throw Error(ErrorCode::CheckpointKeys,
                    "The run cannot go on: its checkpoint lacks '" + key +
                        "' or holds it in another shape; was the description changed?",
                    key);
    target.detach().copy_(file.tensor(key));
}

void copy_module(const torch::nn::Module& module, const std::string& prefix, const Checkpoint& file)
{
    for (const auto& item : module.named_parameters())
        copy_into(item.value(), file, prefix + item.key());
    for (const auto& item : module.named_buffers())
        copy_into(item.value(), file, prefix + item.key());
}

std::string moment_key(size_t optimiser, const char* kind, size_t index)
{
    return "optimiser." + std::to_string(optimiser) + "." + kind + "." + std::to_string(index);
}

// Calls visit(key, tensor) for every tensor of the optimisers.
template <typename Visit>
void for_each_moment(const RunState& state, Visit visit)
{
    for (size_t o = 0; o < state.optimisers.size(); ++o) {
        auto& optimiser = *state.optimisers[o];
        for (size_t i = 0; i < optimiser.steps().size(); ++i) {
            visit(moment_key(o, "exp_avg", i), optimiser.first_moments()[i]);
            visit(moment_key(o, "exp_avg_sq", i), optimiser.second_moments()[i]);
            visit(moment_key(o, "step", i), optimiser.steps()[i]);
        }
    }
}

}  // namespace

RunFolder::RunFolder(fs::path folder) : folder_(std::move(folder))
{
    std::error_code problem;
    fs::create_directories(folder_ / "images", problem);
    if (problem)
        throw Error(
            ErrorCode::File,
            "The folder " + folder_.string() + " cannot be made: " + problem.message() + ".",
            folder_.string());
}

bool RunFolder::has_checkpoint() const
{
    return fs::exists(checkpoint());
}

void RunFolder::save(const RunState& state) const
{
    NamedTensors weights;
    append(weights, state.prefix, *state.module);
    if (state.extra)
        append(weights, "loss.", *state.extra);
    for (const auto& [name, value] : state.buffers)
        weights.emplace_back(name, value);
    if (state.ema) {
        for (const auto& [name, value] : state.ema->shadows())
            weights.emplace_back(model::ema_key(name), value);
        weights.emplace_back("model_ema.decay", at::tensor(float(state.ema->decay())));
        weights.emplace_back("model_ema.num_updates",
                             at::tensor(int(state.ema->num_updates()), at::kInt));
    }
    write_torch_checkpoint(checkpoint(), weights, {.global_step = state.step, .epoch = 0});
    NamedTensors moments;
    for_each_moment(state, [&moments](const std::string& key, const torch::Tensor& value) {
        moments.emplace_back(key, value);
    });
    write_safetensors(
        folder_ / "last.optimiser.safetensors", moments,
        {{"step", std::to_string(state.step)}, {"rendered", std::to_string(state.rendered)}});
}

void RunFolder::restore(RunState& state) const
{
    const auto weights = open_checkpoint(checkpoint());
    copy_module(*state.module, state.prefix, *weights);
    if (state.extra)
        copy_module(*state.extra, "loss.", *weights);
    for (const auto& [name, value] : state.buffers)
        copy_into(value, *weights, name);
    if (state.ema) {
        for (const auto& [name, value] : state.ema->shadows())
            copy_into(value, *weights, model::ema_key(name));
        state.ema->set_num_updates(
            weights->tensor("model_ema.num_updates").to(at::kLong).item<int64_t>());
    }
    const auto moments = open_checkpoint(folder_ / "last.optimiser.safetensors");
    for_each_moment(state, [&moments](const std::string& key, const torch::Tensor& value) {
        copy_into(value, *moments, key);
    });
    state.step = std::stoll(moments->metadata().at("step"));
    state.rendered = std::stoull(moments->metadata().at("rendered"));
}

fs::path RunFolder::image(const std::string& name, std::int64_t step) const
{
    char text[32];
    std::snprintf(text, sizeof text, "_gs-%06lld.png", static_cast<long long>(step));
    return folder_ / "images" / (name + text);
}

}  // namespace ldm::train
