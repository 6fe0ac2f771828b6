// SPDX-License-Identifier: MIT
#include "data/coco.h"

#include "data/coco_json.h"
#include "data/image_files.h"
#include "data/list_file.h"
#include "ldm/error.h"
#include "runtime/mix_bits.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <map>

namespace ldm::data {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::uint8_t kUnlabelled = 255;  // of pixel maps: id - 1 otherwise
constexpr int kHighestId = 182;            // 183 is "other": the things in a map of stuff

// Every pixel without a label takes that of the nearest one that has one.
void fill_unlabelled(LabelMap& map, const std::string& key)
{
    const cv::Mat labels(map.height, map.width, CV_8U, map.labels.data());
    const cv::Mat missing = labels == kUnlabelled;
    const auto count = cv::countNonZero(missing);
    if (count == 0)
        return;
    if (std::size_t(count) == missing.total())
        throw Error(ErrorCode::BadArgument, "The map of “" + key + "” has no label.", key);
    cv::Mat distance, nearest;
    cv::distanceTransform(missing, distance, nearest, cv::DIST_L2, cv::DIST_MASK_5,
                          cv::DIST_LABEL_PIXEL);
    std::vector<std::uint8_t> label_of(missing.total() + 1, 0);
    const auto* number = nearest.ptr<int>();
    for (std::size_t i = 0; i < map.labels.size(); ++i)
        if (map.labels[i] != kUnlabelled)
            label_of[std::size_t(number[i])] = map.labels[i];
    for (std::size_t i = 0; i < map.labels.size(); ++i)
        if (map.labels[i] == kUnlabelled)
            map.labels[i] = label_of[std::size_t(number[i])];
}

bool flag_of(const json& annotation, const char* name)
{
    const auto found = annotation.find(name);
    return found != annotation.end() && *found != 0 && *found != false;
}

}  // namespace

// What the files say, by picture.
struct Coco::Collector {
    explicit Collector(const CocoOptions& o) : options(o) {}

    void read(const fs::path& file, bool things)
    {
        if (file.empty())
            return;
        CocoHandlers handlers;
        handlers.shapes = options.with_maps && options.maps.empty();
        handlers.image = [this](const json& entry) {
            auto& picture = pictures[entry.at("id").get<std::int64_t>()];
            picture.file = entry.at("file_name").get<std::string>();
            picture.width = entry.at("width").get<int>();
            picture.height = entry.at("height").get<int>();
        };
        handlers.category = [this](const json& entry) {
            names[std::to_string(entry.at("id").get<int>())] = entry.at("name").get<std::string>();
        };
        handlers.annotation = [this, things](const json& entry) { add(entry, things); };
        read_coco_file(file, handlers);
    }

    void add(const json& entry, bool things)
    {
        auto& picture = pictures[entry.at("image_id").get<std::int64_t>()];
        if (entry.contains("caption")) {
            picture.captions.push_back(entry.at("caption").get<std::string>());
            return;
        }
        const int category = entry.at("category_id").get<int>();
        if (options.with_boxes) {
            const auto box = entry.at("bbox").get<std::array<double, 4>>();
            // In pixels, and the category's id as label, until all files are read.
            picture.boxes.push_back({category, box[0], box[1], box[2], box[3],
                                     flag_of(entry, "iscrowd"), false, false, false});
        }
        const auto shape = entry.find("segmentation");
        if (shape == entry.end() || category < 1 || category > kHighestId)
            return;
        auto& regions = picture.regions;
        regions.insert(things ? regions.end() : regions.begin(),
                       {shape_of(*shape), std::uint8_t(category)});
    }

    const CocoOptions& options;
    std::map<std::int64_t, Picture> pictures;
    std::map<std::string, std::string> names;  ///< by id as text
};

Coco::Coco(const CocoOptions& options) : options_(options)
{
    require_folder(options_.root, "the pictures of COCO (000000000139.jpg and so on)");
    if (!options_.maps.empty())
        require_folder(options_.maps, "COCO-Stuff's stuffthingmaps");
    Collector collected(options_);
    collected.read(options_.captions, false);
    collected.read(options_.stuff, false);
    collected.read(options_.instances, true);
    keep(collected);
    if (pictures_.empty())
        throw Error(ErrorCode::File,
                    "COCO's annotations name no picture that can be used; name instances, stuff or "
                    "captions of the pictures in " +
                        options_.root.string() + ".",
                    options_.root.string());
}

// Numbers the labels and leaves out what does not qualify.
void Coco::keep(Collector& collected)
{
    std::map<int, int> numbers;
    for (const auto& [id, name] : collected.names)
        if (name != "other") {
            numbers[std::stoi(id)] = int(box_labels_.size());
            box_labels_.push_back(name);
        }
    std::int64_t dropped = 0;
    for (auto& [id, picture] : collected.pictures) {
        if (picture.file.empty() || picture.width < 1 || picture.height < 1) {
            ++dropped;
            continue;
        }
        std::vector<LabelledBox> boxes;
        for (auto box : picture.boxes) {
            const auto number = numbers.find(box.label);
            box.x /= picture.width;
            box.y /= picture.height;
            box.width /= picture.width;
            box.height /= picture.height;
            if (number == numbers.end() || !options_.filter.keeps(box))
                continue;
            box.label = number->second;
            boxes.push_back(box);
        }
        picture.boxes = std::move(boxes);
        const bool enough = (!options_.with_boxes || options_.filter.keeps(picture.boxes.size())) &&
                            (options_.captions.empty() || !picture.captions.empty());
        if (enough)
            pictures_.push_back(std::move(picture));
    }
    if (dropped > 0)
        notes_.push_back(std::to_string(dropped) +
                         " pictures of the annotations are in no list of images.");
}

LabelMap Coco::drawn_map(const Picture& picture) const
{
    LabelMap map{picture.width, picture.height, {}};
    map.labels.assign(std::size_t(map.width) * std::size_t(map.height), kUnlabelled);
    for (const auto& region : picture.regions)
        paint_shape(map, region.shape, std::uint8_t(region.category - 1));
    return map;
}

LabelMap Coco::read_map(const Picture& picture, const Image& image) const
{
    auto map = options_.maps.empty()
                   ? drawn_map(picture)
                   : read_indices((options_.maps / picture.file).replace_extension(".png"), image);
    if (map.width != image.width || map.height != image.height)
        throw Error(ErrorCode::BadArgument,
                    "“" + picture.file + "” is not of the size that the annotations say.",
                    picture.file);
    for (auto& label : map.labels)
        if (label >= kHighestId)
            label = kUnlabelled;
    if (options_.labels == CocoLabels::Plain182)
        fill_unlabelled(map, picture.file);
    else
        for (auto& label : map.labels)
            ++label;  // 255 becomes 0
    return map;
}

Example Coco::read(std::int64_t index, std::uint64_t seed) const
{
    const auto& picture = pictures_.at(std::size_t(index));
    Example example;
    example.key = picture.file;
    example.image = read_rgb(options_.root / picture.file);
    if (options_.with_maps)
        example.map = read_map(picture, example.image);
    if (!picture.captions.empty())
        example.caption = picture.captions[mix_bits(seed ^ 0xCA9ull) % picture.captions.size()];
    example.boxes = picture.boxes;
    shuffle_boxes(example.boxes, mix_bits(seed ^ 0xB0ull));
    return example;
}

}  // namespace ldm::data
