// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"
#include "nn/attention_record.h"

namespace ldm::task {

// A picture that is sampled in parts: where its words act is put together from the parts as the
// network's answer is, cell by cell with the same weights. What a cell looks at is a share of
// attention for each token, whichever part it was seen in, so that the shares can be averaged as
// the answers are.

/// A model's network on parts: while the record of the whole is active the channels of its answer
/// are followed by one a token, where its cross-attention looked.
diffusion::Network telling_attention(model::LatentDiffusion& model,
                                     const nn::AttentionRecord& whole);

/// Takes these channels, put together, off again and into the record.
diffusion::Network keeping_attention(diffusion::Network network, nn::AttentionRecord& whole);

}  // namespace ldm::task
