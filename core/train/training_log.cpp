// SPDX-License-Identifier: MIT
#include "train/training_log.h"

#include "io/image_file.h"
#include "train/ema.h"
#include "train/event_writer.h"

#include <ATen/ATen.h>

#include <cstdio>
#include <fstream>
#include <iterator>

namespace ldm::train {

namespace {

std::string file_bytes(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string detail_of(const std::vector<std::pair<std::string, double>>& values)
{
    std::string text;
    for (const auto& [name, value] : values) {
        char part[96];
        std::snprintf(part, sizeof part, "%s%s %.4g", text.empty() ? "" : "  ", name.c_str(),
                      value);
        text += part;
    }
    return text;
}

}  // namespace

TrainingLog::TrainingLog(const TrainConfig& config, const std::filesystem::path& folder,
                         ProcessGroup& group, std::vector<std::string> columns,
                         const TrainingObserver& observer)
    : config_(config), group_(group), observer_(observer), columns_(std::move(columns))
{
    columns_.insert(columns_.begin(), "lr");
    columns_.push_back("skipped");
    if (group_.leads())
        folder_.emplace(folder);
}

TrainingLog::~TrainingLog() = default;

void TrainingLog::restore_or_start(RunState& state, bool resume)
{
    if (folder_ && resume && folder_->has_checkpoint())
        folder_->restore(state);
    auto tensors = tensors_of(state);
    const auto place = at::tensor({state.step, state.ema ? state.ema->num_updates() : 0});
    tensors.push_back(place);
    group_.broadcast(tensors);
    state.step = place[0].item<std::int64_t>();
    if (state.ema)
        state.ema->set_num_updates(place[1].item<std::int64_t>());
    meter_.emplace(state.step, config_.max_steps);
    if (!folder_)
        return;
    file_ = std::make_unique<MetricsFile>(folder_->metrics(), columns_, state.step);
    events_ = std::make_unique<EventWriter>(folder_->path(), state.step + 1);
}

void TrainingLog::images(TrainingStage& stage, BatchSource& source)
{
    if (!folder_)
        return;
    const auto step = stage.state().step;
    const auto write = [&](const std::string& name, const Image& image) {
        const auto path = folder_->image(name, step);
        write_png(path, image);
        events_->image(step, name, image.width, image.height, file_bytes(path));
    };
    stage.draw_images(source, write, stage.state().metrics);
}

bool TrainingLog::report(RunState& state, double lr_multiplier,
                         const std::vector<std::string>& notes)
{
    auto values = state.metrics.means();
    state.metrics.clear();
    if (!folder_)
        return true;
    const double processes = config_.scale_lr ? group_.size() : 1.0;
    values.insert(values.begin(), {"lr", config_.learning_rate * lr_multiplier * processes});
    file_->append(state.step, values);
    auto status = meter_->flush(
        state.step, std::int64_t(config_.batch_size) * config_.accumulate * group_.size());
    for (const auto& [name, value] : values)
        if (name == columns_[1])
            status.loss = value;
    values.emplace_back("images_per_second", status.images_per_second);
    events_->scalars(state.step, values);
    status.detail = detail_of(values);
    for (const auto& note : notes)
        if (told_.insert(note).second)
            status.notes.push_back(note);
    return observer_(status);
}

void TrainingLog::save(const RunState& state) const
{
    if (folder_)
        folder_->save(state);
}

}  // namespace ldm::train
