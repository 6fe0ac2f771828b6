// SPDX-License-Identifier: MIT
#pragma once

#include "data/coco_masks.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace ldm::data {

/// Who is given the entries of an annotation file.
struct CocoHandlers {
    using Handler = std::function<void(const nlohmann::json& entry)>;
    Handler image, category, annotation;  ///< of the lists images, categories, annotations
    bool shapes = false;                  ///< false: annotations come without `segmentation`
};

/// Goes through a file in COCO's form, entry by entry; only one entry is in memory at a time.
/// @throws Error{File} if it is missing, Error{BadArgument} naming the place of damage, or the
/// entry from which something is missing
void read_coco_file(const std::filesystem::path& file, const CocoHandlers& handlers);

/// The outline of an annotation. @throws nlohmann::json::exception, Error{BadArgument}
CocoShape shape_of(const nlohmann::json& segmentation);

}  // namespace ldm::data
