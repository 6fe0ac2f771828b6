// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/denoiser.h"

#include <functional>
#include <optional>

namespace ldm::model {

/// Overlapping patches: the published `split_input_params`.
struct PatchOptions {
    int height = 128, width = 128;     ///< of a patch; smaller where the whole is smaller
    int stride_y = 64, stride_x = 64;  ///< from patch to patch
    double clip_min = 0.01, clip_max = 0.5;
    bool tie_breaker = false;  ///< inner patches weigh more than outer ones
    double clip_min_tie = 0.01, clip_max_tie = 0.5;

    /// If given, the published weights do not count: at each of a patch's sides inside the whole,
    /// the outer half of so many cells is thrown away and the inner half blends linearly with the
    /// neighbour. Patches then overlap by one and a half of it. A network that sees no further than
    /// half of it makes no seam.
    std::optional<int> margin{};
};

/// By what a patch grows: output side = input side × up / down.
struct PatchScale {
    int up = 1, down = 1;
};

/// Works on one patch [B,C,h,w] whose upper left corner lies at (top, left) of the whole.
using PatchWork =
    std::function<at::Tensor(const at::Tensor& patch, std::int64_t top, std::int64_t left)>;

/// Told before each patch how many are done, of how many; may throw to end the work.
using PatchWatch = std::function<void(std::int64_t done, std::int64_t all)>;

/// Takes finished rows [B,C',n,W'] fp32 of the output, from row `top` on; rows come in order.
using RowSink = std::function<void(std::int64_t top, const at::Tensor& rows)>;

/// Cuts [B,C,H,W] into overlapping patches, works on each, and blends what comes back by the
/// distance to the patch's border, as the published code does. Where the strides do not reach the
/// end, one more row or column of patches is aligned with it (the published code leaves a gap).
/// Holds one row of patches of the output, never the whole.
/// @throws Error{BadArgument} for patches or strides without extent or not divisible by scale.down
void patchwise(const at::Tensor& input, const PatchOptions& options, PatchScale scale,
               const PatchWork& work, const RowSink& sink, const PatchWatch& watch = {});

/// The same, collected. @return [B,C',H·up/down,W·up/down] fp32
at::Tensor patchwise(const at::Tensor& input, const PatchOptions& options, PatchScale scale,
                     const PatchWork& work, const PatchWatch& watch = {});

/// The network over patches of x_t, each with its part of the concatenated condition; any other
/// condition is the same for all.
diffusion::Network patchwise(diffusion::Network network, const PatchOptions& options,
                             PatchWatch watch = {});

/// A part of a latent.
struct Part {
    std::int64_t top = 0, left = 0, height = 0, width = 0;
    bool operator==(const Part&) const = default;
};

/// The network on one part of x_t, with that part of the concatenated condition; it answers 0
/// elsewhere.
diffusion::Network on_part(diffusion::Network network, const Part& part);

}  // namespace ldm::model
