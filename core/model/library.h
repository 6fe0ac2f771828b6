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
ModelInfo describe_model(const std::filesystem::path& yaml);

/// The models in some folders; of two with the same id the first counts.
std::vector<ModelInfo> scan_models(const std::vector<std::filesystem::path>& folders);

/// The model with that id, or the one whose description or weights lie at that path.
/// @throws Error{BadArgument} with the ids there are
ModelInfo find_model(const std::vector<std::filesystem::path>& folders, std::string_view id);

}  // namespace ldm::model
