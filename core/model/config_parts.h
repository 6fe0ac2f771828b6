// SPDX-License-Identifier: MIT
#pragma once

#include "model/model_config.h"
#include "model/yaml_reader.h"

namespace ldm::model {

/// Whether a YAML target names a latent diffusion model.
bool is_latent_diffusion_target(const std::string& target);

/// Stable Diffusion's inpainting class, which concatenates in another order.
bool is_inpaint_target(const std::string& target);

/// Readers of the blocks of a model description. Keys that they do not know are added to `unknown`.
/// @throws Error{BadArgument} naming the key, Error{Unsupported} naming a target without a module
LatentDiffusionConfig read_latent_diffusion(YamlReader& params, std::vector<std::string>& unknown);
FirstStageConfig read_first_stage(YamlReader& block, std::vector<std::string>& unknown);
ConditionerConfig read_conditioner(YamlReader& params, std::vector<std::string>& unknown);
nn::UnetConfig read_unet(YamlReader& block, std::vector<std::string>& unknown);
ModelCard read_card(YamlReader block);

}  // namespace ldm::model
