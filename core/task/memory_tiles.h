// SPDX-License-Identifier: MIT
#pragma once

#include "model/model_config.h"
#include "model/patchwise.h"

#include <cstdint>
#include <optional>

namespace ldm::task {

/// The tiles that keep a decode below `memory` bytes; none if it may be done at once (0 = any).
/// Tiles share a margin of latent cells wider than what most of a decoder's convolutions see.
std::optional<model::PatchOptions> decoding_tiles(const model::FirstStageConfig& config,
                                                  std::int64_t height, std::int64_t width,
                                                  std::uintmax_t memory);

/// The patches that keep a step of the network below `memory` bytes; none if it may be done at once
/// (0 = any). They overlap by half and are blended in every step with the published weights (LDM
/// paper, Sec. 4.3.2 and App. E.2.2), and are not made smaller than what the model was trained at.
/// @param batch        latents that the network meets at once: 2 under guidance
/// @param value_bytes  of one number in the compute type
std::optional<model::PatchOptions> sampling_patches(const nn::UnetConfig& config,
                                                    std::int64_t batch, std::int64_t height,
                                                    std::int64_t width, std::size_t value_bytes,
                                                    std::uintmax_t memory);

/// Bytes that a step of the network holds for one cell of a latent, about.
double unet_bytes_per_cell(const nn::UnetConfig& config, std::size_t value_bytes);

}  // namespace ldm::task
