// SPDX-License-Identifier: MIT
#include "train/world_pool.h"

#include "data/world_dataset.h"
#include "runtime/thread_priority.h"
#include "train/sample_random.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::train {

namespace {

constexpr std::int64_t kFirstWindow = 16;

struct PictureWindow {
    std::int64_t first, count;
};

// At first the window grows at its end, twice as fast as it later slides, so that a run starts
// before the whole pool is rendered.
PictureWindow window_of(std::int64_t sample, const WorldDataConfig& config)
{
    const std::int64_t pool = config.pool, start = std::min(kFirstWindow, pool);
    const auto grown = start + 2 * sample / config.reuse;
    if (grown <= pool)
        return {0, grown};
    const auto full_at = (pool - start) * config.reuse / 2;
    return {(sample - full_at) / config.reuse, pool};
}

}  // namespace

WorldItem make_world_item(std::uint64_t seed, const WorldDataConfig& config)
{
    WorldItem item;
    item.seed = seed;
    data::WorldDatasetOptions options;
    options.size = config.size;
    options.supersample = config.supersample;
    options.coarse_maps = config.coarse_maps;
    options.materials = config.materials;
    item.example = std::make_shared<const data::Example>(data::render_example(seed, options));
    const auto view = [&item](const std::vector<std::uint8_t>& bytes, torch::IntArrayRef sizes) {
        return at::from_blob(
            const_cast<std::uint8_t*>(bytes.data()), sizes, [owner = item.example](void*) {},
            at::TensorOptions(at::kByte));
    };
    const auto& [width, height, labels] = *item.example->map;
    item.image = view(item.example->image.pixels, {height, width, 3}).permute({2, 0, 1});
    item.labels = view(labels, {height, width});
    return item;
}

torch::Tensor to_signed_float(const torch::Tensor& images)
{
    return (images.to(at::kFloat) / 127.5 - 1.0).contiguous(at::MemoryFormat::ChannelsLast);
}

WorldPool::WorldPool(const WorldDataConfig& config) : config_(config)
{
    for (int i = 0; i < config.workers; ++i)
        threads_.emplace_back([this] { work(); });
}

WorldPool::~WorldPool()
{
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

void WorldPool::prepare(const std::vector<std::int64_t>& samples)
{
    {
        const std::lock_guard lock(mutex_);
        for (const auto sample : samples)
            want(picture_of(sample));
    }
    changed_.notify_all();
}

WorldItem WorldPool::take(std::int64_t sample)
{
    const auto picture = picture_of(sample);
    std::unique_lock lock(mutex_);
    want(picture);
    changed_.notify_all();
    changed_.wait(lock, [&] { return failure_ || ready_.count(picture) > 0; });
    if (failure_)
        std::rethrow_exception(failure_);
    const auto oldest = window_of(sample, config_).first;
    ready_.erase(ready_.begin(), ready_.lower_bound(oldest));
    known_.erase(known_.begin(), known_.lower_bound(oldest));
    return ready_.at(picture);
}

std::uint64_t WorldPool::rendered() const
{
    const std::lock_guard lock(mutex_);
    return rendered_;
}

std::int64_t WorldPool::picture_of(std::int64_t sample) const
{
    const auto window = window_of(sample, config_);
    const auto bits = mixed(config_.first_seed, sample, Draw::Picture);
    return window.first + std::int64_t(bits % std::uint64_t(window.count));
}

void WorldPool::want(std::int64_t picture)
{
    if (known_.insert(picture).second)
        wanted_.push_back(picture);
}

void WorldPool::work()
{
    give_way();
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stop_ || !wanted_.empty(); });
        if (stop_)
            return;
        const auto picture = wanted_.front();
        wanted_.pop_front();
        lock.unlock();
        WorldItem item;
        std::exception_ptr failure;
        try {
            item = make_world_item(config_.first_seed + std::uint64_t(picture), config_);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure)
            failure_ = failure;
        else
            ready_.emplace(picture, std::move(item));
        ++rendered_;
        changed_.notify_all();
    }
}

}  // namespace ldm::train
