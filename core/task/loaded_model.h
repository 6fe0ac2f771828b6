// SPDX-License-Identifier: MIT
#pragma once

#include "condition/layout_tokenizer.h"
#include "condition/scene_tokenizer.h"
#include "condition/tokenizer.h"
#include "firststage/latent_preview.h"
#include "ldm/model_info.h"
#include "model/latent_diffusion.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace ldm::task {

/// A model in memory, ready to run in one compute type.
struct LoadedModel {
    ModelInfo info;
    std::string hash;  ///< SHA-256 of the weights file
    torch::ScalarType dtype = torch::kFloat32;
    c10::Device device = c10::kCPU;
    std::shared_ptr<model::LatentDiffusion> model;
    std::unique_ptr<condition::Tokenizer> tokenizer;  ///< of a model that takes words
    std::map<std::string, at::Tensor> contexts;       ///< the last prompts' [1,n,D]
    std::unique_ptr<firststage::LatentPreview> preview;
    /// Names the space that its latents lie in: models of one name may go on from each other.
    std::string latents;
    double seconds_per_pixel_step = 0.0;  ///< measured; 0 = not run yet
    double seconds_per_pixel_decode = 0.0;
};

/// Reads, fills and prepares a model on a device.
/// @param vocabularies folder with the tokenizers' tables
/// @throws Error{CheckpointFormat}, Error{CheckpointKeys}, Error{BadArgument}, Error{File}
std::unique_ptr<LoadedModel> load_model(const ModelInfo& info, torch::ScalarType dtype,
                                        const std::filesystem::path& vocabularies = {},
                                        c10::Device device = c10::kCPU);

}  // namespace ldm::task
