// SPDX-License-Identifier: MIT
#pragma once

#include "condition/conditioner.h"
#include "condition/layout_tokenizer.h"
#include "model/patchwise.h"

namespace ldm::model {

/// The network over patches of a picture larger than it learnt, for layouts: the crop that the
/// tokens end with becomes each patch's own part of the whole (LDM paper, App. D.4).
/// @param tokens [B,n] int64 of a tokenizer that encodes the crop
/// @param device where the conditioner's weights are
diffusion::Network patchwise_layout(diffusion::Network network, const PatchOptions& options,
                                    const at::Tensor& tokens,
                                    const condition::LayoutTokenizer& tokenizer,
                                    condition::Conditioner& conditioner, c10::Device device,
                                    PatchWatch watch = {});

}  // namespace ldm::model
