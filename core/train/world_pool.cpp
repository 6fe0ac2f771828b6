// SPDX-License-Identifier: MIT
#include "train/world_pool.h"

#include "data/world/map_ops.h"
#include "data/world/materials.h"
#include "data/world/world.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>

namespace ldm::train {

namespace {

constexpr size_t kNone = static_cast<size_t>(-1);

}  // namespace

WorldItem make_world_item(std::uint64_t seed, const WorldDataConfig& config)
{
    world::WorldOptions options;
    options.size = config.size;
    options.supersample = config.supersample;
    const auto materials =
        config.materials.empty() ? nullptr : world::shared_materials(config.materials);
    options.materials = materials.get();
    auto picture = world::render(seed, options);
    std::mt19937_64 random(seed ^ 0x5f0a7full);
    if (std::uniform_real_distribution<>()(random) < config.coarse_maps)
        picture.labels =
            world::simplify_map(picture.labels, picture.width, picture.height, random());
    WorldItem item;
    item.seed = seed;
    auto rgb = at::empty({picture.height, picture.width, 3}, at::kByte);
    std::memcpy(rgb.mutable_data_ptr(), picture.rgb.data(), picture.rgb.size());
    item.image = rgb.permute({2, 0, 1}).contiguous();
    item.labels = at::empty({picture.height, picture.width}, at::kByte);
    std::memcpy(item.labels.mutable_data_ptr(), picture.labels.data(), picture.labels.size());
    return item;
}

torch::Tensor to_signed_float(const torch::Tensor& images)
{
    return (images.to(at::kFloat) / 127.5 - 1.0).contiguous(at::MemoryFormat::ChannelsLast);
}

WorldPool::WorldPool(const WorldDataConfig& config, std::uint64_t skip)
    : config_(config), slots_(size_t(config.pool)), next_seed_(config.first_seed + skip)
{
    for (int i = 0; i < config.workers; ++i)
        threads_.emplace_back([this] { work(); });
    std::unique_lock lock(mutex_);
    const size_t enough = std::min<size_t>(slots_.size(), 16);
    changed_.wait(lock, [&] { return filled_ >= enough; });
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

std::pair<size_t, WorldItem> WorldPool::draw(std::mt19937_64& random)
{
    const std::lock_guard lock(mutex_);
    const auto index = std::uniform_int_distribution<size_t>(0, filled_ - 1)(random);
    auto& slot = slots_[index];
    if (++slot.uses == config_.reuse)
        changed_.notify_all();
    return {index, slot.item};
}

std::uint64_t WorldPool::rendered() const
{
    const std::lock_guard lock(mutex_);
    return rendered_;
}

// An empty slot, else the most used one that is due; kNone if nothing is.
size_t WorldPool::next_slot()
{
    if (filled_ < slots_.size())
        return filled_;
    size_t best = kNone;
    int most = config_.reuse - 1;
    for (size_t i = 0; i < slots_.size(); ++i)
        if (!slots_[i].busy && slots_[i].uses > most) {
            best = i;
            most = slots_[i].uses;
        }
    return best;
}

void WorldPool::work()
{
    std::unique_lock lock(mutex_);
    while (!stop_) {
        const auto index = next_slot();
        if (index == kNone) {
            changed_.wait(lock);
            continue;
        }
        const bool growing = index == filled_;
        if (!growing)
            slots_[index].busy = true;
        const auto seed = next_seed_++;
        lock.unlock();
        auto item = make_world_item(seed, config_);
        lock.lock();
        const auto target = growing ? std::min(filled_, slots_.size() - 1) : index;
        slots_[target] = {std::move(item), 0, false};
        if (growing && filled_ < slots_.size())
            ++filled_;
        ++rendered_;
        changed_.notify_all();
    }
}

}  // namespace ldm::train
