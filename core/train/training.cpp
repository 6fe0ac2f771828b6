// SPDX-License-Identifier: MIT
#include "ldm/training.h"

#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "model/latent_diffusion.h"
#include "runtime/device.h"
#include "runtime/memory_policy.h"
#include "train/train.h"

#include <ATen/ATen.h>

namespace ldm {

void run_training(const TrainingOptions& options, const TrainingObserver& observer)
{
    keep_freed_memory();
    set_compute_threads(options.threads);
    const auto config = train::read_train_config(options.config);
    train::train(config, options.folder, options.resume, observer);
}

void export_model(const std::filesystem::path& config, const std::filesystem::path& checkpoint,
                  const std::filesystem::path& safetensors)
{
    const auto description = model::read_model_config(config);
    const auto file = open_checkpoint(checkpoint);
    model::LatentDiffusion model(description.latent_diffusion());
    const auto report = model.load(*file);
    report.require_complete(checkpoint.string());
    NamedTensors tensors;
    for (const auto& item : model.named_parameters())
        tensors.emplace_back(item.key(), item.value().detach().to(at::kHalf).contiguous());
    if (description.latent_diffusion().scale_by_std)
        tensors.emplace_back("scale_factor", at::tensor(float(model.scale_factor())));
    write_safetensors(safetensors, tensors, {{"format", "pt"}});
}

}  // namespace ldm
