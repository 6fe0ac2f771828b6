// SPDX-License-Identifier: MIT
#pragma once

#include "train/progress.h"
#include "train/train_config.h"

#include <filesystem>

namespace ldm::train {

/// Trains what the description names, a first stage or a latent diffusion model, into `folder`.
/// With `resume` it goes on from the folder's last checkpoint.
/// @throws Error for a bad description, data or folder
void train(const TrainConfig& config, const std::filesystem::path& folder, bool resume,
           const TrainingObserver& observer);

/// First stage: L1 + perceptual + patch discriminator + regulariser (LDM paper, Sec. 3.1, App. G).
void train_first_stage(const TrainConfig& config, const std::filesystem::path& folder, bool resume,
                       const TrainingObserver& observer);

/// Second stage on the frozen first stage's latents, conditioner trained along (Sec. 3.2, 3.3).
void train_latent_diffusion(const TrainConfig& config, const std::filesystem::path& folder,
                            bool resume, const TrainingObserver& observer);

}  // namespace ldm::train
