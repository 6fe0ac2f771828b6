// SPDX-License-Identifier: MIT
#pragma once

#include "train/batch_source.h"
#include "train/condition_fields.h"
#include "train/world_pool.h"

namespace ldm::train {

/// Batches of the rendered world: pictures with the field `segmentation` and what else the model is
/// conditioned on, and a random window in each where `crop` is smaller than `size`.
class WorldSource : public BatchSource {
public:
    /// @param window_step  places of windows are multiples of this: the first stage's factor
    WorldSource(const WorldDataConfig& config, const BatchPlan& plan, int window_step,
                ConditionFields fields = {});

    TrainingBatch batch(std::int64_t number) override;
    TrainingBatch held_out(int count) override;

private:
    TrainingBatch collect(const std::vector<WorldItem>& items,
                          const std::vector<CropWindow>& windows) const;

    WorldDataConfig config_;
    BatchPlan plan_;
    int window_step_;
    ConditionFields fields_;
    WorldPool pool_;
};

}  // namespace ldm::train
