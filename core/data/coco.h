// SPDX-License-Identifier: MIT
#pragma once

#include "data/coco_masks.h"
#include "data/dataset.h"
#include "data/object_filter.h"

#include <filesystem>

namespace ldm::data {

/// How the label numbers of a map are counted.
enum class CocoLabels {
    /// 182 labels, category id - 1, as the published semantic models have them. Pixels without a
    /// label take that of the nearest one with a label.
    Plain182,
    /// 183 labels, the category id, 0 = unlabelled (`CocoImagesAndCaptions` of Esser et al. 2021).
    WithUnlabelled183,
};

struct CocoOptions {
    std::filesystem::path root;         ///< pictures: 000000000139.jpg
    std::filesystem::path instances{};  ///< instances_train2017.json: things
    std::filesystem::path stuff{};      ///< stuff_train2017.json
    std::filesystem::path captions{};   ///< captions_train2017.json
    /// Folder of pixel maps as PNG: the `stuffthingmaps` (0 to 181, 255 = unlabelled). Empty with
    /// `with_maps`: maps are drawn from the outlines of instances and stuff.
    std::filesystem::path maps{};
    bool with_maps = false;
    bool with_boxes = false;
    CocoLabels labels = CocoLabels::WithUnlabelled183;
    ObjectFilter filter{1e-5, 2, 30};  ///< with_boxes; the published values for COCO
};

/// COCO and COCO-Stuff (Lin et al. 2014; Caesar et al. 2018): captions, one of a picture's at
/// random; boxes of things and stuff, numbered by the sorted category ids (as text, as published)
/// without "other", a crowd being a group; label maps. Annotations are read piece by piece, so
/// that large files need little memory.
class Coco : public Dataset {
public:
    /// @throws Error{File} for missing files, Error{BadArgument} saying where a file is damaged or
    /// which annotation lacks what
    explicit Coco(const CocoOptions& options);

    std::int64_t size() const override { return std::int64_t(pictures_.size()); }
    Example read(std::int64_t index, std::uint64_t seed) const override;
    std::vector<std::string> notes() const override { return notes_; }

    /// Names of the boxes' labels by number.
    const std::vector<std::string>& box_labels() const { return box_labels_; }

private:
    struct Region {
        CocoShape shape;
        std::uint8_t category;
    };
    struct Picture {
        std::string file;
        int width = 0, height = 0;
        std::vector<std::string> captions;
        std::vector<LabelledBox> boxes;
        std::vector<Region> regions;  ///< stuff before things
    };
    struct Collector;

    void keep(Collector& collected);
    LabelMap drawn_map(const Picture& picture) const;
    LabelMap read_map(const Picture& picture, const Image& image) const;

    CocoOptions options_;
    std::vector<Picture> pictures_;
    std::vector<std::string> box_labels_;
    std::vector<std::string> notes_;
};

}  // namespace ldm::data
