// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"
#include "train/batch_source.h"

namespace ldm::train {

/// What of their conditions the samples of a batch are learnt without, so that guidance has an
/// unconditional answer to start from (Ho & Salimans 2021) and a model of words and boxes gets
/// along with one of them.
struct LeftOut {
    torch::Tensor all;    ///< bool [B]: a black map, the class that stands for none, no words, no
                          ///< boxes, a hole that is all of the picture
    torch::Tensor words;  ///< bool [B]: boxes alone
    torch::Tensor boxes;  ///< bool [B]: words alone
};

/// Nothing of `count` samples.
LeftOut nothing_left_out(std::int64_t count);

/// What the network is told of a batch: its field `cond_stage_key` through the model's conditioner.
/// For inpainting also the picture without its hole, through the first stage, and the mask.
/// @throws Error{BadArgument} if the batch lacks the field; Error{Unsupported} for a conditioner
///         that this build does not train
diffusion::Condition batch_condition(model::LatentDiffusion& model, const model::ModelCard& card,
                                     const TrainingBatch& batch, const LeftOut& left_out);

/// What is learnt from of a batch's pictures: their windows, fp32 [B,3,h,w] in [-1,1].
torch::Tensor learnt_pictures(const TrainingBatch& batch);

/// Where they are to be filled, [B,1,h,w] of 0 and 1; undefined for a model that fills no holes.
torch::Tensor learnt_holes(const model::LatentDiffusion& model, const TrainingBatch& batch);

/// How much each latent cell counts in the loss: for a model of smoothly filled holes almost only
/// the hole. @return [B,1,h,w]; undefined = all alike
torch::Tensor loss_weight(model::LatentDiffusion& model, const TrainingBatch& batch);

}  // namespace ldm::train
