// SPDX-License-Identifier: MIT
#include "data/world_dataset.h"

#include "data/object_filter.h"
#include "data/world/map_ops.h"
#include "data/world/materials.h"
#include "data/world/world.h"
#include "ldm/error.h"
#include "runtime/mix_bits.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <random>

namespace ldm::data {

namespace {

constexpr double kLeastShare = 0.005;
constexpr std::size_t kMostBoxes = 30;

}  // namespace

WorldDataset::WorldDataset(const WorldDatasetOptions& options) : options_(options)
{
    if (options_.count < 1)
        throw Error(ErrorCode::BadArgument, "The world's count must be at least 1.", "count");
}

Example WorldDataset::read(std::int64_t index, std::uint64_t seed) const
{
    auto example = rendered(index);
    shuffle_boxes(example.boxes, mix_bits(seed ^ 0xB0ull));
    return example;
}

Example WorldDataset::rendered(std::int64_t index) const
{
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = kept_.find(index); found != kept_.end())
            return found->second;
    }
    auto example = render_example(options_.first_seed + std::uint64_t(index), options_);
    if (index < options_.keep) {
        const std::lock_guard lock(mutex_);
        kept_.emplace(index, example);
    }
    return example;
}

Example render_example(std::uint64_t seed, const WorldDatasetOptions& options)
{
    const auto materials =
        options.materials.empty() ? nullptr : world::shared_materials(options.materials);
    world::WorldOptions wanted;
    wanted.size = options.size;
    wanted.supersample = options.supersample;
    wanted.materials = materials.get();
    auto picture = world::render(seed, wanted);
    Example example;
    example.key = "world-" + std::to_string(options.size) + "-" +
                  std::to_string(options.supersample) + "-" + std::to_string(seed);
    example.boxes = boxes_of_map({picture.width, picture.height, picture.labels});
    std::mt19937_64 random(seed ^ 0x5f0a7full);
    if (std::uniform_real_distribution<>()(random) < options.coarse_maps)
        picture.labels =
            world::simplify_map(picture.labels, picture.width, picture.height, random());
    example.image = {picture.width, picture.height, 3, std::move(picture.rgb)};
    example.map = LabelMap{picture.width, picture.height, std::move(picture.labels)};
    example.caption = std::move(picture.caption);
    example.class_id = picture.class_id;
    return example;
}

std::vector<LabelledBox> boxes_of_map(const LabelMap& map)
{
    const cv::Mat labels(map.height, map.width, CV_8U,
                         const_cast<std::uint8_t*>(map.labels.data()));
    const double total = double(labels.total());
    std::vector<bool> present(256, false);
    for (const auto label : map.labels)
        present[label] = true;
    std::vector<std::pair<int, LabelledBox>> found;  // area first
    for (int label = 0; label < 256; ++label) {
        if (!present[std::size_t(label)])
            continue;
        cv::Mat parts, facts, middles;
        const int count = cv::connectedComponentsWithStats(labels == label, parts, facts, middles);
        for (int i = 1; i < count; ++i) {
            const int* f = facts.ptr<int>(i);
            if (f[cv::CC_STAT_AREA] < kLeastShare * total)
                continue;
            LabelledBox box;
            box.label = label;
            box.x = double(f[cv::CC_STAT_LEFT]) / map.width;
            box.y = double(f[cv::CC_STAT_TOP]) / map.height;
            box.width = double(f[cv::CC_STAT_WIDTH]) / map.width;
            box.height = double(f[cv::CC_STAT_HEIGHT]) / map.height;
            found.emplace_back(f[cv::CC_STAT_AREA], box);
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<LabelledBox> boxes;
    for (std::size_t i = 0; i < std::min(found.size(), kMostBoxes); ++i)
        boxes.push_back(found[i].second);
    return boxes;
}

}  // namespace ldm::data
