// SPDX-License-Identifier: MIT
#pragma once

#include "model/model_config.h"

#include <optional>
#include <string>

namespace ldm::zoo {

/// The published model of that name (first stage or latent diffusion); none if a module is missing.
std::optional<model::ModelConfig> config(const std::string& name);

}  // namespace ldm::zoo
