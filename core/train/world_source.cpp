// SPDX-License-Identifier: MIT
#include "train/world_source.h"

#include <ATen/ATen.h>

namespace ldm::train {

namespace {

constexpr std::uint64_t kHeldOutSeed = 1'000'000;
constexpr std::int64_t kBatchesAhead = 16;

}  // namespace

WorldSource::WorldSource(const WorldDataConfig& config, const BatchPlan& plan, int window_step,
                         ConditionFields fields)
    : config_(config),
      plan_(plan),
      window_step_(window_step),
      fields_(std::move(fields)),
      pool_(config)
{
}

TrainingBatch WorldSource::collect(const std::vector<WorldItem>& items,
                                   const std::vector<CropWindow>& windows) const
{
    std::vector<torch::Tensor> images, maps;
    std::vector<data::Example> examples;
    TrainingBatch batch;
    for (size_t i = 0; i < items.size(); ++i) {
        const auto& item = items[i];
        examples.push_back(*item.example);
        if (!windows.empty()) {
            const double size = config_.size, side = double(windows[i].side) / size;
            examples.back().shown = {double(windows[i].left) / size, double(windows[i].top) / size,
                                     side, side, false};
        }
        images.push_back(item.image);
        maps.push_back(item.labels);
        batch.keys.push_back("world-" + std::to_string(config_.size) + "-" +
                             std::to_string(config_.supersample) + "-" + std::to_string(item.seed));
    }
    batch.image = to_signed_float(at::stack(images));
    batch.fields = fields_.make(examples);
    batch.fields["segmentation"] = at::stack(maps);
    batch.windows = windows;
    return batch;
}

TrainingBatch WorldSource::batch(std::int64_t number)
{
    std::vector<std::int64_t> soon;
    for (auto b = number; b < number + kBatchesAhead; ++b)
        for (int i = 0; i < plan_.batch_size; ++i)
            soon.push_back(plan_.samples(b).first + i);
    pool_.prepare(soon);
    const auto samples = plan_.samples(number);
    std::vector<WorldItem> items;
    for (int i = 0; i < samples.count; ++i)
        items.push_back(pool_.take(samples.first + i));
    std::vector<CropWindow> windows;
    if (config_.crop < config_.size) {
        const auto places = std::uint64_t((config_.size - config_.crop) / window_step_ + 1);
        for (int i = 0; i < samples.count; ++i) {
            const auto bits = mixed(plan_.seed, samples.first + i, Draw::Place);
            windows.push_back({std::int64_t((bits >> 32) % places) * window_step_,
                               std::int64_t((bits & 0xffffffffu) % places) * window_step_,
                               config_.crop});
        }
    }
    auto batch = collect(items, windows);
    batch.samples = samples;
    return batch;
}

TrainingBatch WorldSource::held_out(int count)
{
    std::vector<WorldItem> items;
    for (int i = 0; i < count; ++i)
        items.push_back(make_world_item(kHeldOutSeed + std::uint64_t(i), config_));
    auto batch = collect(items, {});
    batch.samples = {-1, count};
    return batch;
}

}  // namespace ldm::train
