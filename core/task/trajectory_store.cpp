// SPDX-License-Identifier: MIT
#include "task/trajectory_store.h"

#include "runtime/hash.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::task {

namespace {

std::string text_of(const std::vector<std::uint8_t>& bytes, int width, int height, int channels)
{
    return std::to_string(width) + 'x' + std::to_string(height) + 'x' + std::to_string(channels) +
           ' ' + sha256_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) + '\n';
}

std::string text_of(const std::shared_ptr<const Image>& image)
{
    return image ? text_of(image->pixels, image->width, image->height, image->channels) : "-\n";
}

}  // namespace

std::uintmax_t Trajectory::bytes() const
{
    std::uintmax_t sum = computed.pixels.size();
    for (const auto& tensor : x)
        sum += tensor.nbytes();
    return sum;
}

std::list<TrajectoryStore::Entry>::iterator TrajectoryStore::place_of(const std::string& key)
{
    return std::find_if(entries_.begin(), entries_.end(),
                        [&key](const Entry& entry) { return entry.key == key; });
}

std::shared_ptr<const Trajectory> TrajectoryStore::find(const std::string& key)
{
    const auto place = place_of(key);
    if (place == entries_.end())
        return nullptr;
    entries_.splice(entries_.begin(), entries_, place);
    return place->trajectory;
}

void TrajectoryStore::keep(const std::string& key, std::shared_ptr<const Trajectory> trajectory)
{
    if (const auto place = place_of(key); place != entries_.end()) {
        const auto& known = *place->trajectory;
        if (known.complete() || (!trajectory->complete() && known.done() >= trajectory->done()))
            return;
        bytes_ -= known.bytes();
        entries_.erase(place);
    }
    const auto bytes = trajectory->bytes();
    if (bytes > budget_)
        return;
    entries_.push_front({key, std::move(trajectory)});
    bytes_ += bytes;
    while (bytes_ > budget_ || entries_.size() > kMost) {
        bytes_ -= entries_.back().trajectory->bytes();
        entries_.pop_back();
    }
}

void TrajectoryStore::clear()
{
    entries_.clear();
    bytes_ = 0;
}

std::string trajectory_key(const Recipe& recipe)
{
    // The rasters count by their bytes: packing them as the JSON does would take too long.
    auto plain = recipe;
    plain.map = nullptr;
    plain.image = plain.mask = nullptr;
    plain.reseeded.clear();
    plain.origin = nullptr;
    auto text = to_json(plain) + '\n';
    text += recipe.map ? text_of(recipe.map->labels, recipe.map->width, recipe.map->height, 1)
                       : std::string("-\n");
    text += text_of(recipe.image) + text_of(recipe.mask);
    for (const auto& patch : recipe.reseeded)
        text += std::to_string(patch.seed) + ' ' + text_of(patch.where);
    if (recipe.origin)
        text += std::to_string(recipe.origin->step) + ' ' + text_of(recipe.origin->renewed) +
                trajectory_key(*recipe.origin->recipe);
    return sha256_text(text);
}

}  // namespace ldm::task
