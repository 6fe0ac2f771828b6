// SPDX-License-Identifier: MIT
#include "ldm/training.h"

#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "ldm/error.h"
#include "model/latent_diffusion.h"
#include "model/target_registry.h"
#include "runtime/device.h"
#include "runtime/memory_policy.h"
#include "train/estimate.h"
#include "train/train.h"

#include <ATen/ATen.h>

namespace ldm {

namespace {

train::TrainConfig read_config(const TrainingOptions& options)
{
    auto config = train::read_train_config(options.config);
    config.vocabularies = options.resources / "vocabularies";
    train::fit_to_processor(config, has_bf16());
    return config;
}

train::Launch prepare_process(const TrainingOptions& options)
{
    auto launch = train::read_launch(train::process_environment);
    keep_freed_memory();
    set_compute_threads(options.threads, launch.local_size);
    return launch;
}

// One process of a run, with its model built.
struct Run {
    explicit Run(const TrainingOptions& options)
        : launch(prepare_process(options)),
          config(read_config(options)),
          group(launch, std::chrono::seconds(config.peer_timeout)),
          stage(train::make_stage(config, group))
    {
    }

    train::Launch launch;
    train::TrainConfig config;
    train::ProcessGroup group;
    std::unique_ptr<train::TrainingStage> stage;
};

// A model that is shipped without its first stage must have learnt on the one that it names.
void require_same_first_stage(const model::LatentDiffusionConfig& config,
                              const firststage::FirstStage& learnt_on,
                              const std::filesystem::path& shared)
{
    const auto named = model::make_first_stage(config.first_stage);
    model::load_first_stage(*named, *open_checkpoint(shared)).require_complete(shared.string());
    const auto theirs = named->named_parameters();
    for (const auto& item : learnt_on.named_parameters())
        if (!at::equal(item.value().to(at::kHalf), theirs[item.key()].to(at::kHalf)))
            throw Error(ErrorCode::BadArgument,
                        "The run learnt on another first stage than " + shared.string() +
                            ": take ckpt_path out of the description, and the model file gets its "
                            "own.",
                        "ckpt_path");
}

}  // namespace

void run_training(const TrainingOptions& options, const TrainingObserver& observer)
{
    Run run(options);
    train::Trainer trainer(run.config, *run.stage, run.group);
    trainer.run(options, train::source_maker(run.config), observer);
}

TrainingEstimate estimate_training(const TrainingOptions& options)
{
    Run run(options);
    return train::estimate(run.config, *run.stage, run.group);
}

void export_model(const std::filesystem::path& config, const std::filesystem::path& checkpoint,
                  const std::filesystem::path& safetensors)
{
    const auto description = model::read_model_config(config);
    const auto file = open_checkpoint(checkpoint);
    NamedTensors tensors;
    const auto add = [&tensors](const torch::nn::Module& module, const std::string& left_out) {
        for (const auto& item : module.named_parameters())
            if ((left_out.empty() || item.key().rfind(left_out, 0) != 0) &&
                item.key().find(".to_logits.") == std::string::npos)  // never run
                tensors.emplace_back(item.key(), item.value().detach().to(at::kHalf).contiguous());
    };
    if (!description.is_latent_diffusion()) {
        const auto stage = model::make_first_stage(description.first_stage());
        model::load_first_stage(*stage, *file).require_complete(checkpoint.string());
        add(*stage, "");
        write_safetensors(safetensors, tensors, {{"format", "pt"}});
        return;
    }
    const auto& c = description.latent_diffusion();
    model::LatentDiffusion model(c);
    model.load(*file).require_complete(checkpoint.string());
    const auto& shared = c.first_stage.weights;
    if (!shared.empty())
        require_same_first_stage(c, model.first_stage(), shared);
    add(model, shared.empty() ? "" : "first_stage_model.");
    if (c.scale_by_std)
        tensors.emplace_back("scale_factor", at::tensor(float(model.scale_factor())));
    write_safetensors(safetensors, tensors, {{"format", "pt"}});
}

}  // namespace ldm
