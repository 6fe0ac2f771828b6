// SPDX-License-Identifier: MIT
#include "train/train.h"

#include "model/target_registry.h"
#include "train/dataset_source.h"
#include "train/diffusion_trainee.h"
#include "train/first_stage_trainee.h"
#include "train/world_source.h"

namespace ldm::train {

std::unique_ptr<TrainingStage> make_stage(const TrainConfig& config, const ProcessGroup& group)
{
    if (config.model.is_latent_diffusion())
        return std::make_unique<DiffusionTrainee>(config, group);
    return std::make_unique<FirstStageTrainee>(config);
}

SourceMaker source_maker(const TrainConfig& config)
{
    const int factor = model::make_first_stage(config.model.first_stage())->factor();
    return [&config, factor](const BatchPlan& plan) -> std::unique_ptr<BatchSource> {
        ConditionFields fields(config.model, config.vocabularies);
        if (config.dataset)
            return std::make_unique<DatasetSource>(*config.dataset, plan, std::move(fields),
                                                   config.vocabularies);
        return std::make_unique<WorldSource>(config.data, plan, factor, std::move(fields));
    };
}

}  // namespace ldm::train
