// SPDX-License-Identifier: MIT
#include "train/data_config.h"

#include "data/degraded.h"
#include "data/hole_masks.h"
#include "ldm/error.h"
#include "runtime/hash.h"

namespace ldm::train {

namespace {

using model::YamlReader;

constexpr const char* kPrefix = "sfumato.data.";

data::ImageFilesOptions read_image_files(YamlReader& p, bool listed)
{
    data::ImageFilesOptions o;
    o.root = p.required_text("root");
    if (listed)
        o.list = p.required_text("list");
    o.maps = p.text("maps");
    o.captions = p.flag("captions", false);
    return o;
}

data::ObjectFilter read_filter(YamlReader& p, data::ObjectFilter filter)
{
    filter.min_area = p.real("min_object_area", filter.min_area);
    filter.min_objects = p.number("min_objects", filter.min_objects);
    filter.max_objects = p.number("max_objects", filter.max_objects);
    return filter;
}

data::CocoOptions read_coco(YamlReader& p)
{
    data::CocoOptions o;
    o.root = p.required_text("root");
    o.instances = p.text("instances");
    o.stuff = p.text("stuff");
    o.captions = p.text("captions");
    o.maps = p.text("maps");
    o.with_maps = p.flag("with_maps", !o.maps.empty());
    o.with_boxes = p.flag("with_boxes", false);
    const int labels = p.number("labels", 183);
    if (labels != 182 && labels != 183)
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: COCO's maps have 182 labels, or 183 "
                    "with one for unlabelled, not " +
                        std::to_string(labels) + ".",
                    "labels");
    o.labels = labels == 182 ? data::CocoLabels::Plain182 : data::CocoLabels::WithUnlabelled183;
    o.filter = read_filter(p, o.filter);
    return o;
}

data::OpenImagesOptions read_open_images(YamlReader& p)
{
    data::OpenImagesOptions o;
    o.root = p.required_text("root");
    o.boxes = p.required_text("boxes");
    o.descriptions = p.required_text("descriptions");
    o.labels = p.text("labels");
    o.filter = read_filter(p, o.filter);
    return o;
}

data::WorldDatasetOptions read_world(YamlReader& p)
{
    data::WorldDatasetOptions o;
    o.size = p.number("size", o.size);
    o.supersample = p.number("supersample", o.supersample);
    o.first_seed = std::uint64_t(p.number("first_seed", 0));
    o.count = p.number("count", 20000);
    o.coarse_maps = p.real("coarse_maps", o.coarse_maps);
    o.materials = p.text("materials", "");
    o.keep = p.number("pool", int(o.keep));
    return o;
}

DatasetConfig::Reader read_reader(const std::string& name, YamlReader& p)
{
    if (name == "ImageFolder" || name == "ImageList")
        return read_image_files(p, name == "ImageList");
    if (name == "ImageNet")
        return data::ImageNetOptions{p.required_text("root"), p.text("synsets")};
    if (name == "Lsun")
        return data::LsunOptions{p.required_text("root"), p.text("list"), p.text("index")};
    if (name == "Coco")
        return read_coco(p);
    if (name == "OpenImages")
        return read_open_images(p);
    if (name == "WebDataset")
        return data::WebDatasetOptions{p.texts("shards"), p.text("index")};
    if (name == "World")
        return read_world(p);
    throw Error(ErrorCode::Unsupported,
                "The training description asks for the data 'sfumato.data." + name +
                    "'; there are ImageFolder, ImageList, ImageNet, Lsun, Coco, OpenImages, "
                    "WebDataset and World.",
                name);
}

// What all of our targets take. A rendered world's `size` is the picture's, `crop` the part's.
void read_frame(YamlReader& p, DatasetConfig& config)
{
    auto& f = config.frame;
    if (std::holds_alternative<data::WorldDatasetOptions>(config.reader)) {
        f.resize = p.number("size", 256);
        f.size = p.number("crop", f.resize);
        f.crop = data::Crop::Random;
    } else {
        f.size = p.number("size", f.size);
        f.resize = p.number("resize", 0);
        f.crop = data::crop_from_name(p.text("crop", "centre"));
    }
    f.crop_first = p.flag("crop_first", f.crop_first);
    f.min_crop = p.real("min_crop_f", f.min_crop);
    f.max_crop = p.real("max_crop_f", f.max_crop);
    f.flip = p.real("flip_p", p.flag("flip", false) ? 0.5 : 0.0);
    f.resample = data::resample_from_name(p.text("resample", "cv_linear"));
    f.min_side = p.number("min_side", 0);
    const auto degradation = p.text("degradation");
    if (!degradation.empty())
        config.degradation = degrade_kind_from_name(degradation);
    config.downscale = p.number("downscale_f", config.downscale);
    config.holes = p.flag("holes", false);
    config.window = p.number("shuffle_buffer", int(config.window));
}

struct Opener {
    std::filesystem::path vocabularies;

    std::shared_ptr<data::Dataset> operator()(const data::ImageFilesOptions& o) const
    {
        return std::make_shared<data::ImageFiles>(o);
    }
    std::shared_ptr<data::Dataset> operator()(const data::ImageNetOptions& o) const
    {
        return std::make_shared<data::ImageNet>(o);
    }
    std::shared_ptr<data::Dataset> operator()(const data::LsunOptions& o) const
    {
        return std::make_shared<data::Lsun>(o);
    }
    std::shared_ptr<data::Dataset> operator()(const data::CocoOptions& o) const
    {
        return std::make_shared<data::Coco>(o);
    }
    std::shared_ptr<data::Dataset> operator()(data::OpenImagesOptions o) const
    {
        if (o.labels.empty())
            o.labels = vocabularies / "openimages-layout-classes.txt";
        return std::make_shared<data::OpenImages>(o);
    }
    std::shared_ptr<data::Dataset> operator()(const data::WebDatasetOptions& o) const
    {
        return std::make_shared<data::WebDataset>(o);
    }
    std::shared_ptr<data::Dataset> operator()(const data::WorldDatasetOptions& o) const
    {
        return std::make_shared<data::WorldDataset>(o);
    }
};

}  // namespace

DatasetConfig read_dataset(model::YamlReader block)
{
    DatasetConfig config;
    config.target = block.required_text("target");
    config.identity = sha256_text(YAML::Dump(block.node())).substr(0, 16);
    auto params = block.child("params");
    if (config.target.rfind(kPrefix, 0) == 0) {
        config.reader = read_reader(config.target.substr(std::string(kPrefix).size()), params);
        read_frame(params, config);
    } else if (!read_published_dataset(params, config)) {
        throw Error(ErrorCode::Unsupported,
                    "The training description asks for the data '" + config.target +
                        "', which Sfumato does not know. Use sfumato.data.ImageFolder, ImageList, "
                        "ImageNet, Lsun, Coco, OpenImages, WebDataset or World in its place.",
                    config.target);
    }
    return config;
}

std::shared_ptr<const data::Dataset> open_dataset(const DatasetConfig& config,
                                                  const std::filesystem::path& vocabularies)
{
    std::shared_ptr<const data::Dataset> set;
    try {
        set = std::visit(Opener{vocabularies}, config.reader);
    } catch (const Error& error) {
        if (config.hint.empty())
            throw;
        throw Error(error.code(), std::string(error.what()) + " " + config.hint, config.target);
    }
    set = std::make_shared<data::Framed>(set, config.frame);
    if (config.degradation)
        set = std::make_shared<data::Degraded>(set, *config.degradation, config.downscale);
    if (config.holes)
        set = std::make_shared<data::Holed>(set);
    return set;
}

}  // namespace ldm::train
