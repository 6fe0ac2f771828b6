// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/model_info.h"
#include "model/model_config.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace ldm::model {

/// What a description file and the weights beside it (same name; .safetensors, .ckpt) can do.
/// Never throws for a bad description: `problem` says what is wrong with it.
/// @param zoo  as for scan_models: what a published description leaves unsaid is taken from there
ModelInfo describe_model(const std::filesystem::path& yaml, const std::filesystem::path& zoo = {});

/// The models in some folders and the folders in them (a folder with config.yaml and model.ckpt or
/// last.ckpt, as the published archives unpack, is a model of the folder's name). Weights without
/// a description are recognised by their tensors. Of two with the same id the first counts.
/// @param zoo folder with descriptions of published models; may be empty
std::vector<ModelInfo> scan_models(const std::vector<std::filesystem::path>& folders,
                                   const std::filesystem::path& zoo = {});

/// The model with that id, or the one whose description or weights lie at that path.
/// @throws Error{BadArgument} with the ids there are
ModelInfo find_model(const std::vector<std::filesystem::path>& folders, std::string_view id,
                     const std::filesystem::path& zoo = {});

}  // namespace ldm::model
