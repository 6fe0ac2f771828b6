// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/model_info.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ldm {

/// What a model file holds and how it fits its description.
struct ModelReport {
    std::filesystem::path file;
    std::string format_detail;  ///< metadata of the file, one line
    std::int64_t tensors = 0;
    std::int64_t parameters = 0;                  ///< numbers in all tensors
    std::map<std::string, std::int64_t> by_type;  ///< tensors by scalar type
    bool described = false;                       ///< a YAML lies beside the file, or it is known
    std::string published_as;                     ///< the zoo's model that it is; empty if none
    std::string architecture;                     ///< one line
    bool ema = false;                             ///< runs on moving averages
    std::vector<std::string> missing, mismatched, unexpected;
};

/// Looks into a model file without loading it.
/// @param zoo folder with descriptions of published models, for files without their own
/// @throws Error{File}, Error{CheckpointFormat}, Error{BadArgument} for a bad description
ModelReport inspect_model(const std::filesystem::path& weights,
                          const std::filesystem::path& zoo = {});

/// The published models that are known, without weights: what they can do, where to get them.
/// @param zoo folder with their descriptions @throws nothing: none if it cannot be read
std::vector<ModelInfo> published_models(const std::filesystem::path& zoo);

}  // namespace ldm
