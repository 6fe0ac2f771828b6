// SPDX-License-Identifier: MIT
#pragma once

#include "data/loader.h"
#include "train/batch_source.h"
#include "train/condition_fields.h"
#include "train/data_config.h"

namespace ldm::train {

/// Batches of a data set, read ahead by threads.
class DatasetSource : public BatchSource {
public:
    /// @param vocabularies folder with the names of labels  @throws Error for data that cannot be
    /// opened
    DatasetSource(const DataConfig& config, const BatchPlan& plan, ConditionFields fields,
                  const std::filesystem::path& vocabularies);

    TrainingBatch batch(std::int64_t number) override;
    TrainingBatch held_out(int count) override;
    std::vector<std::string> notes() const override;

private:
    TrainingBatch collect(const std::vector<data::Example>& examples) const;

    BatchPlan plan_;
    ConditionFields fields_;
    std::shared_ptr<const data::Dataset> train_, validation_;
    std::string same_pixels_;  ///< before a picture's name; empty: they differ each time
    data::Loader loader_;
};

}  // namespace ldm::train
