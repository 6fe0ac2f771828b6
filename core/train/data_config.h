// SPDX-License-Identifier: MIT
#pragma once

#include "data/coco.h"
#include "data/framing.h"
#include "data/image_files.h"
#include "data/image_net.h"
#include "data/lsun.h"
#include "data/open_images.h"
#include "data/web_dataset.h"
#include "data/world_dataset.h"
#include "ldm/degrade.h"
#include "model/yaml_reader.h"

#include <optional>
#include <variant>

namespace ldm::train {

/// One data set of a training description: `target` and `params`.
struct DatasetConfig {
    using Reader = std::variant<data::ImageFilesOptions, data::ImageNetOptions, data::LsunOptions,
                                data::CocoOptions, data::OpenImagesOptions, data::WebDatasetOptions,
                                data::WorldDatasetOptions>;

    std::string target;    ///< as written
    std::string identity;  ///< differs where pictures may: a hash of all that is written
    std::string hint;      ///< published targets: where they expect the data
    Reader reader;
    data::FrameOptions frame;
    std::optional<DegradeKind> degradation;  ///< gives each picture a small, bad copy
    int downscale = 4;                       ///< so many times smaller
    bool holes = false;                      ///< gives each picture a mask
    std::int64_t window = 10000;             ///< shards: examples shuffled among each other
};

/// `data:` of a training description that is not the pool of rendered landscapes.
struct DataConfig {
    DatasetConfig train;
    std::optional<DatasetConfig> validation;  ///< of sample grids; absent: the first of `train`
    int workers = 2;                          ///< reading threads
};

/// Reads a data set's block: our own targets (sfumato.data.ImageFolder, ImageList, ImageNet, Lsun,
/// Coco, OpenImages, WebDataset, World) or a published one.
/// @throws Error{Unsupported} for an unknown target, Error{BadArgument} naming a key
DatasetConfig read_dataset(model::YamlReader block);

/// Fills a configuration for a target of the published code (`ldm.data.lsun.LSUNBedroomsTrain` …)
/// with what that code does and where it looks. False for others.
bool read_published_dataset(model::YamlReader& params, DatasetConfig& config);

/// Reader, framing, degradation and holes, one around the other.
/// @param vocabularies folder with openimages-layout-classes.txt
/// @throws Error naming what is missing and where it is to be put
std::shared_ptr<const data::Dataset> open_dataset(const DatasetConfig& config,
                                                  const std::filesystem::path& vocabularies);

}  // namespace ldm::train
