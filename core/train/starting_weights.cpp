// SPDX-License-Identifier: MIT
#include "train/starting_weights.h"

#include "io/checkpoint.h"
#include "ldm/error.h"
#include "model/latent_diffusion.h"

#include <ATen/ATen.h>

namespace ldm::train {

namespace {

const std::string kNetwork = "model.";
const std::string kFirstStage = "first_stage_model.";
const std::string kInputLayer = "model.diffusion_model.input_blocks.0.0.weight";

// The name in the file of what the module calls `name`; empty if it is not there.
std::string name_in_file(const Checkpoint& file, const std::string& name, bool first_stage)
{
    const auto average =
        name.rfind(kNetwork, 0) == 0 ? model::ema_key(name.substr(kNetwork.size())) : std::string();
    const auto whole = first_stage ? kFirstStage + name : std::string();
    for (const auto& candidate : {average, whole, name})
        if (!candidate.empty() && file.contains(candidate))
            return candidate;
    return {};
}

bool differs_in_input_only(const torch::Tensor& a, const torch::Tensor& b)
{
    return a.dim() == 4 && b.dim() == 4 && a.size(0) == b.size(0) &&
           a.sizes().slice(2) == b.sizes().slice(2);
}

}  // namespace

std::string take_weights(torch::nn::Module& module, const std::filesystem::path& path,
                         bool first_stage, std::int64_t latent_channels)
{
    const torch::NoGradGuard no_grad;
    const auto file = open_checkpoint(path);
    int taken = 0, anew = 0;
    for (auto& item : module.named_parameters()) {
        if (item.key().rfind(kFirstStage, 0) == 0)
            continue;
        auto& parameter = item.value();
        const auto key = name_in_file(*file, item.key(), first_stage);
        const auto given = key.empty() ? torch::Tensor() : file->tensor(key);
        if (given.defined() && given.sizes() == parameter.sizes()) {
            parameter.copy_(given);
            ++taken;
        } else if (given.defined() && item.key() == kInputLayer &&
                   differs_in_input_only(parameter, given) && given.size(1) >= latent_channels) {
            parameter.zero_();
            parameter.narrow(1, 0, latent_channels).copy_(given.narrow(1, 0, latent_channels));
            ++taken;
        } else {
            ++anew;
        }
    }
    if (taken == 0)
        throw Error(ErrorCode::CheckpointKeys,
                    "Nothing in " + path.string() +
                        " fits the model: name another file as model.params.ckpt_path.",
                    "ckpt_path");
    return std::to_string(taken) + " tensors begin as in " + path.string() +
           (anew ? ", " + std::to_string(anew) + " anew." : ".");
}

}  // namespace ldm::train
