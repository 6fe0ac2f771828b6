// SPDX-License-Identifier: MIT
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace ldm::metric {

/// Pictures as a chance view shows them: mirrored, turned, up to seven pixels to the side, and
/// every other time with colours exchanged (E-LPIPS, Kettunen et al. 2019, Sec. 4). Two pictures
/// that are alike must be so in every view; what pleases a perceptual network in one view alone is
/// no likeness. Views with the same `bits` are the same.
/// @param pictures [B,C,H,W], sides above 8  @param bits  random
/// @return [B,C,H-8,W-8] or [B,C,W-8,H-8]; colours are exchanged if C is 3
torch::Tensor random_view(const torch::Tensor& pictures, std::uint64_t bits);

}  // namespace ldm::metric
