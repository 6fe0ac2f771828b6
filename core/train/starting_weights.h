// SPDX-License-Identifier: MIT
#pragma once

#include <torch/nn/module.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace ldm::train {

/// Fills a module that is about to be trained from another model's file, by name: moving averages
/// where the file has them. What is not there or has another shape stays as it is, but for the
/// UNet's input layer: where the condition has other channels beside the latent's, those of the
/// latent are taken over and the rest begins at zero, so that the model starts as one that ignores
/// its condition. A diffusion model's frozen first stage is left as it is.
/// @param first_stage      the module is a first stage; the file may be a whole model
/// @param latent_channels  of a diffusion model
/// @return what began how, a sentence for the log
/// @throws Error{CheckpointKeys} if nothing in the file fits; Error as open_checkpoint
std::string take_weights(torch::nn::Module& module, const std::filesystem::path& file,
                         bool first_stage, std::int64_t latent_channels);

}  // namespace ldm::train
