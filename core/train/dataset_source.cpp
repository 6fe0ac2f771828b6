// SPDX-License-Identifier: MIT
#include "train/dataset_source.h"

#include "ldm/error.h"

namespace ldm::train {

namespace {

data::LoaderOptions loader_options(const DataConfig& config, const BatchPlan& plan)
{
    data::LoaderOptions o;
    o.seed = plan.seed;
    o.batch_size = plan.batch_size;
    o.rank = plan.rank;
    o.world_size = plan.world_size;
    o.workers = config.workers;
    o.window = config.train.window;
    o.first_batch = plan.first_batch;
    return o;
}

bool same_each_time(const data::FrameOptions& frame)
{
    const bool whole = frame.min_crop == 1.0 && frame.max_crop == 1.0;
    return frame.crop == data::Crop::Centre && whole && frame.flip == 0.0;
}

}  // namespace

DatasetSource::DatasetSource(const DataConfig& config, const BatchPlan& plan,
                             ConditionFields fields, const std::filesystem::path& vocabularies)
    : plan_(plan),
      fields_(std::move(fields)),
      train_(open_dataset(config.train, vocabularies)),
      validation_(config.validation ? open_dataset(*config.validation, vocabularies) : train_),
      same_pixels_(same_each_time(config.train.frame) ? config.train.identity + ":" : ""),
      loader_(train_, loader_options(config, plan))
{
}

TrainingBatch DatasetSource::collect(const std::vector<data::Example>& examples) const
{
    std::vector<const Image*> pictures;
    for (const auto& example : examples)
        pictures.push_back(&example.image);
    TrainingBatch batch;
    batch.image = signed_pictures(pictures);
    batch.fields = fields_.make(examples);
    return batch;
}

TrainingBatch DatasetSource::batch(std::int64_t number)
{
    const auto examples = loader_.batch(number);
    auto batch = collect(examples);
    batch.samples = plan_.samples(number);
    if (!same_pixels_.empty())
        for (const auto& example : examples)
            batch.keys.push_back(same_pixels_ + example.key);
    return batch;
}

TrainingBatch DatasetSource::held_out(int count)
{
    std::vector<data::Example> examples;
    std::string problem;
    // Pictures that cannot be read are passed over.
    const auto most = std::min<std::int64_t>(validation_->size(), 64 + count);
    for (std::int64_t i = 0; i < most && std::int64_t(examples.size()) < count; ++i)
        try {
            examples.push_back(validation_->read(i, std::uint64_t(i)));
        } catch (const Error& error) {
            problem = error.what();
        }
    if (examples.empty())
        throw Error(ErrorCode::File, "No picture of the validation data can be used. " + problem,
                    "validation");
    for (std::size_t i = 0; std::int64_t(examples.size()) < count; ++i)
        examples.push_back(examples[i]);
    auto batch = collect(examples);
    batch.samples = {-1, count};
    return batch;
}

std::vector<std::string> DatasetSource::notes() const
{
    auto notes = train_->notes();
    const auto skipped = loader_.skipped();
    for (const auto& problem : skipped.first)
        notes.push_back("Another picture was taken: " + problem);
    // Told anew with each further digit.
    std::int64_t rounded = 10;
    while (rounded <= skipped.count / 10)
        rounded *= 10;
    if (rounded <= skipped.count)
        notes.push_back(std::to_string(rounded) +
                        " pictures or more could not be used; others were taken.");
    return notes;
}

}  // namespace ldm::train
