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

// Calls visit(name, tensor) for everything of the state that belongs into `last.ckpt`.
template <typename Visit>
void for_each_weight(const RunState& state, Visit visit)
{
    const auto walk = [&visit](const std::string& prefix, const torch::nn::Module& module) {
        for (const auto& item : module.named_parameters())
            visit(prefix + item.key(), item.value().detach());
        for (const auto& item : module.named_buffers())
            visit(prefix + item.key(), item.value().detach());
    };
    walk(state.prefix, *state.module);
    if (state.extra)
        walk("loss.", *state.extra);
    for (const auto& [name, value] : state.buffers)
        visit(name, value.detach());
    if (state.ema)
        for (const auto& [name, value] : state.ema->shadows())
            visit(model::ema_key(name), value);
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

std::vector<torch::Tensor> tensors_of(const RunState& state)
{
    std::vector<torch::Tensor> tensors;
    const auto collect = [&tensors](const std::string&, const torch::Tensor& value) {
        tensors.push_back(value);
    };
    for_each_weight(state, collect);
    for_each_moment(state, collect);
    return tensors;
}

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

fs::path RunFolder::resume_file(std::int64_t step) const
{
    return folder_ / ("resume-" + std::to_string(step) + ".safetensors");
}

void RunFolder::save(const RunState& state) const
{
    NamedTensors moments;
    for_each_moment(state, [&moments](const std::string& key, const torch::Tensor& value) {
        moments.emplace_back(key, value);
    });
    write_safetensors(resume_file(state.step), moments,
                      {{"step", std::to_string(state.step)}, {"metrics", state.metrics.to_text()}});
    NamedTensors weights;
    for_each_weight(state, [&weights](const std::string& key, const torch::Tensor& value) {
        weights.emplace_back(key, value);
    });
    if (state.ema) {
        weights.emplace_back("model_ema.decay", at::tensor(float(state.ema->decay())));
        weights.emplace_back("model_ema.num_updates",
                             at::tensor(int(state.ema->num_updates()), at::kInt));
    }
    write_torch_checkpoint(checkpoint(), weights, {.global_step = state.step, .epoch = 0});
    remove_leftovers(resume_file(state.step));
}

// Files of older checkpoints, and parts of files that a killed process was writing.
void RunFolder::remove_leftovers(const fs::path& keep) const
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
        const auto name = entry.path().filename().string();
        const bool old = name.rfind("resume-", 0) == 0 && entry.path() != keep;
        const bool part = name.front() == '.' && entry.path().extension() == ".part";
        if (old || part)
            fs::remove(entry.path(), ignored);
    }
}

void RunFolder::restore(RunState& state) const
{
    const auto weights = open_checkpoint(checkpoint());
    const auto step = weights->metadata().find("global_step");
    if (step == weights->metadata().end())
        throw Error(ErrorCode::CheckpointKeys,
                    "The run cannot go on: its checkpoint does not say at which step it is.",
                    checkpoint().string());
    state.step = std::stoll(step->second);
    const auto copy = [](const Checkpoint& file) {
        return [&file](const std::string& key, const torch::Tensor& value) {
            copy_into(value, file, key);
        };
    };
    for_each_weight(state, copy(*weights));
    if (state.ema)
        state.ema->set_num_updates(
            weights->tensor("model_ema.num_updates").to(at::kLong).item<int64_t>());
    const auto moments = open_checkpoint(resume_file(state.step));
    for_each_moment(state, copy(*moments));
    if (const auto sums = moments->metadata().find("metrics"); sums != moments->metadata().end())
        state.metrics = Metrics::from_text(sums->second);
}

fs::path RunFolder::image(const std::string& name, std::int64_t step) const
{
    char text[32];
    std::snprintf(text, sizeof text, "_gs-%06lld.png", static_cast<long long>(step));
    return folder_ / "images" / (name + text);
}

}  // namespace ldm::train
