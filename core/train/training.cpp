// SPDX-License-Identifier: MIT
#include "ldm/training.h"

#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "model/latent_diffusion.h"
#include "runtime/device.h"
#include "runtime/memory_policy.h"
#include "train/estimate.h"
#include "train/train.h"

#include <ATen/ATen.h>

namespace ldm {

namespace {

train::TrainConfig with_vocabularies(train::TrainConfig config, const TrainingOptions& options)
{
    config.vocabularies = options.resources / "vocabularies";
    return config;
}

// One process of a run, with its model built.
struct Run {
    explicit Run(const TrainingOptions& options)
        : config(with_vocabularies(train::read_train_config(options.config), options)),
          group(train::read_launch(train::process_environment),
                std::chrono::seconds(config.peer_timeout)),
          stage(train::make_stage(config, group))
    {
    }

    train::TrainConfig config;
    train::ProcessGroup group;
    std::unique_ptr<train::TrainingStage> stage;
};

void prepare_process(const TrainingOptions& options)
{
    keep_freed_memory();
    set_compute_threads(options.threads);
}

}  // namespace

void run_training(const TrainingOptions& options, const TrainingObserver& observer)
{
    prepare_process(options);
    Run run(options);
    train::Trainer trainer(run.config, *run.stage, run.group);
    trainer.run(options, train::source_maker(run.config), observer);
}

TrainingEstimate estimate_training(const TrainingOptions& options)
{
    prepare_process(options);
    Run run(options);
    return train::estimate(run.config, *run.stage, run.group);
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
