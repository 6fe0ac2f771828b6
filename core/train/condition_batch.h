// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"
#include "train/batch_source.h"

namespace ldm::train {

/// What the network is told of a batch: its field `cond_stage_key` through the model's conditioner.
/// For inpainting also the picture without its hole, through the first stage, and the mask.
/// @param without  bool [B]: samples that are learnt without their condition, so that guidance has
///                 an unconditional answer to start from (Ho & Salimans 2021): a black map, the
///                 class that stands for none, no words, no boxes, a hole that is all of the
///                 picture
/// @throws Error{BadArgument} if the batch lacks the field; Error{Unsupported} for a conditioner
///         that this build does not train
diffusion::Condition batch_condition(model::LatentDiffusion& model, const model::ModelCard& card,
                                     const TrainingBatch& batch, const torch::Tensor& without);

}  // namespace ldm::train
