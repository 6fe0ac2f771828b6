// SPDX-License-Identifier: MIT
#pragma once

#include "io/checkpoint.h"
#include "model/model_config.h"

#include <filesystem>
#include <optional>

namespace ldm::model {

/// Whether the tensors' names and shapes that tell models apart fit this configuration. Quick: the
/// weights are not read, the model is not built.
bool looks_like(const LatentDiffusionConfig& config, const Checkpoint& checkpoint);

/// The description in `zoo` of the published model whose tensors these are; nothing for others.
/// Models of the same make (celeba256, ffhq256, lsun_beds256; the two semantic ones) are told apart
/// by the file's path where it names one, else the first is taken.
std::optional<std::filesystem::path> recognise(const Checkpoint& checkpoint,
                                               const std::filesystem::path& weights,
                                               const std::filesystem::path& zoo);

}  // namespace ldm::model
