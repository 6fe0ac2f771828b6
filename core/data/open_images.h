// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"
#include "data/object_filter.h"

#include <filesystem>

namespace ldm::data {

struct OpenImagesOptions {
    std::filesystem::path root;          ///< pictures: IMAGEID.jpg
    std::filesystem::path boxes;         ///< train-annotations-bbox.csv
    std::filesystem::path descriptions;  ///< class-descriptions-boxable.csv: MID,name
    /// Names of the labels in the order of their numbers (openimages-layout-classes.txt for the
    /// published layout models). Boxes of other classes are dropped, after merging.
    std::filesystem::path labels;
    ObjectFilter filter{};
};

/// Open Images V4 and later with its boxes (Kuznetsova et al. 2020): one CSV of boxes, pictures as
/// ID.jpg. Twelve classes are merged into others as the published layout loader does (Boy, Girl,
/// Man and Woman are Persons …; spec of Jahn et al. 2021).
class OpenImages : public Dataset {
public:
    /// @throws Error{File} for missing files, Error{BadArgument} naming a line that cannot be read
    explicit OpenImages(const OpenImagesOptions& options);

    std::int64_t size() const override { return std::int64_t(pictures_.size()); }
    Example read(std::int64_t index, std::uint64_t seed) const override;
    std::vector<std::string> notes() const override { return notes_; }

private:
    // Millions of them: as small as may be.
    struct Box {
        float x, y, width, height;
        std::uint16_t label;
        std::uint8_t marks;  ///< 1 group, 2 occluded, 4 depiction, 8 inside
    };
    struct Picture {
        std::string id;
        std::size_t first, count;  ///< in boxes_
    };

    void read_boxes(const OpenImagesOptions& options);
    void close_picture(const ObjectFilter& filter);

    std::filesystem::path root_;
    std::vector<Box> boxes_;
    std::vector<Picture> pictures_;
    std::vector<std::string> notes_;
};

}  // namespace ldm::data
