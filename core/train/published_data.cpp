// SPDX-License-Identifier: MIT
#include "train/data_config.h"

#include <cstdlib>

// What the published training code does with its data sets, and where it looks for them: the
// loaders of `ldm.data` and of `taming.data` (Rombach et al. 2022; Esser et al. 2021; Jahn et al.
// 2021), which the published YAML files name.

namespace ldm::train {

namespace {

using model::YamlReader;
namespace fs = std::filesystem;

bool ends_with(const std::string& text, const std::string& end)
{
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string name_of_class(const std::string& target)
{
    return target.substr(target.rfind('.') + 1);
}

void files(DatasetConfig& c, const fs::path& root, const fs::path& list)
{
    c.reader = data::ImageFilesOptions{root, list};
    c.hint = "'" + c.target + "' expects the pictures in " + root.string() +
             " and their names, one a line, in " + list.string() +
             "; or use sfumato.data.ImageFolder with a root of its own.";
}

// CelebA-HQ and FFHQ: the shorter side to `size`, the middle square.
void read_faces(YamlReader& p, DatasetConfig& c, bool train)
{
    const std::string part = train ? "train" : "validation";
    const bool celeba = name_of_class(c.target).rfind("CelebAHQ", 0) == 0;
    const fs::path root = celeba ? "data/celebahq" : "data/ffhq";
    files(c, root, root.string() + part + ".txt");
    c.frame.size = p.number("size", 256);
}

// LSUN: the middle square, Pillow's bicubic to `size`, half of them mirrored.
void read_lsun(YamlReader& p, DatasetConfig& c, bool train)
{
    struct Category {
        const char *folder, *list;
    };
    const auto name = name_of_class(c.target);
    const Category category =
        name.find("Churches") != std::string::npos   ? Category{"churches", "church_outdoor"}
        : name.find("Bedrooms") != std::string::npos ? Category{"bedrooms", "bedrooms"}
                                                     : Category{"cats", "cat"};
    const fs::path base = "data/lsun";
    files(c, base / category.folder,
          base / (category.list + std::string(train ? "_train.txt" : "_val.txt")));
    c.hint += " LSUN's own data base is read by sfumato.data.Lsun.";
    c.frame.size = p.number("size", 256);
    c.frame.crop_first = true;
    c.frame.resample = data::resample_from_name("pil_" + p.text("interpolation", "bicubic"));
    c.frame.flip = train ? p.real("flip_p", 0.5) : 0.0;
}

fs::path image_net_root(YamlReader& p, bool train)
{
    if (p.has("data_root"))
        return p.text("data_root");
    const auto* cache = std::getenv("XDG_CACHE_HOME");
    const auto* home = std::getenv("HOME");
    const fs::path base = cache ? fs::path(cache) : fs::path(home ? home : ".") / ".cache";
    return base / "autoencoders" / "data" / (train ? "ILSVRC2012_train" : "ILSVRC2012_validation") /
           "data";
}

// ImageNet by class: the shorter side to `size`, a square anywhere (middle for validation).
// ImageNetSR: a square of a random share of the picture, by area to `size`, and its small copy.
void read_image_net(YamlReader& p, DatasetConfig& c, bool train)
{
    auto inner = p.child("config");
    const auto root = image_net_root(p, train);
    c.reader = data::ImageNetOptions{root};
    c.hint = "'" + c.target + "' expects ImageNet's synset folders in " + root.string() +
             " (data_root names another place).";
    auto& f = c.frame;
    f.size = inner.number("size", p.number("size", 256));
    if (name_of_class(c.target).rfind("ImageNetSR", 0) != 0) {
        f.crop = train ? data::Crop::Random : data::Crop::Centre;
        return;
    }
    f.crop = p.flag("random_crop", true) ? data::Crop::Random : data::Crop::Centre;
    f.crop_first = true;
    f.min_crop = p.real("min_crop_f", 0.5);
    f.max_crop = p.real("max_crop_f", 1.0);
    f.resample = data::Resample::CvArea;
    f.min_side = f.size;
    const auto degradation = p.text("degradation");
    if (!degradation.empty())
        c.degradation = degrade_kind_from_name(degradation);
    c.downscale = p.number("downscale_f", 4);
}

// COCO's captions with stuffthing maps of 183 labels.
void read_coco_captions(YamlReader& p, DatasetConfig& c, bool train)
{
    const std::string part = train ? "train2017" : "val2017";
    data::CocoOptions o;
    o.root = fs::path("data/coco") / part;
    o.captions = "data/coco/annotations/captions_" + part + ".json";
    o.maps = fs::path("data/cocostuffthings") / part;
    o.with_maps = p.flag("onehot_segmentation", false);
    if (!o.with_maps)
        o.maps.clear();
    c.reader = o;
    c.hint = "'" + c.target + "' expects COCO in data/coco (" + part +
             ", annotations) and the stuffthingmaps in data/cocostuffthings.";
    c.frame.resize = p.number("size", 256);
    c.frame.size = p.number("crop_size", c.frame.resize);
    c.frame.crop = train ? data::Crop::Random : data::Crop::Centre;
}

// Layouts: boxes of COCO or Open Images, squares of any place and size.
void read_layouts(YamlReader& p, DatasetConfig& c)
{
    const fs::path base = p.text("data_path", "data");
    const auto split = p.text("split", "train");
    data::ObjectFilter filter;
    const bool coco = ends_with(c.target, "Coco");
    filter.min_area = p.real("min_object_area", coco ? 1e-5 : 1e-4);
    filter.min_objects = p.number("min_objects_per_image", 2);
    filter.max_objects = p.number("max_objects_per_image", 30);
    const auto notes = base / "annotations";
    if (coco) {
        data::CocoOptions o;
        o.root = base / (split + "2017");
        o.instances = notes / ("instances_" + split + "2017.json");
        o.stuff = notes / ("stuff_" + split + "2017.json");
        o.with_boxes = true;
        o.filter = filter;
        c.reader = o;
    } else {
        data::OpenImagesOptions o;
        o.root = base / split;
        o.boxes = notes / ((split == "train" ? "oidv6-train" : split) + "-annotations-bbox.csv");
        o.descriptions = notes / "class-descriptions-boxable.csv";
        o.filter = filter;
        c.reader = o;
    }
    c.hint = "'" + c.target + "' expects pictures and annotations below " + base.string() +
             " (data_path); sfumato.data." + (coco ? "Coco" : "OpenImages") +
             " takes each path by itself.";
    c.frame.size = p.number("target_image_size", 256);
    const auto crop = p.text("crop_method", "center");
    c.frame.crop = crop == "none" ? data::Crop::Centre : data::crop_from_name(crop);
    c.frame.crop_first = true;
    c.frame.resample = data::Resample::PilBilinear;
    c.frame.flip = p.flag("random_flip", false) ? 0.5 : 0.0;
}

// A person's own list of pictures, middle squares.
void read_custom(YamlReader& p, DatasetConfig& c, bool train)
{
    files(c, ".", p.required_text(train ? "training_images_list_file" : "test_images_list_file"));
    c.frame.size = p.number("size", 256);
}

}  // namespace

bool read_published_dataset(YamlReader& params, DatasetConfig& config)
{
    const auto& target = config.target;
    const bool train = ends_with(target, "Train");
    const auto begins = [&target](const char* start) { return target.rfind(start, 0) == 0; };
    if (begins("taming.data.faceshq.CelebAHQ") || begins("taming.data.faceshq.FFHQ"))
        read_faces(params, config, train);
    else if (begins("ldm.data.lsun.LSUN"))
        read_lsun(params, config, train);
    else if (begins("ldm.data.imagenet.ImageNet") || begins("taming.data.imagenet.ImageNet"))
        read_image_net(params, config, train);
    else if (begins("taming.data.coco.CocoImagesAndCaptions"))
        read_coco_captions(params, config, train);
    else if (begins("taming.data.annotated_objects_"))
        read_layouts(params, config);
    else if (begins("taming.data.custom.Custom"))
        read_custom(params, config, train);
    else
        return false;
    return true;
}

}  // namespace ldm::train
