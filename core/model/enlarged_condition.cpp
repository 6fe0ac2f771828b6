// SPDX-License-Identifier: MIT
#include "model/enlarged_condition.h"

#include "model/patchwise.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::model {

namespace {

constexpr int kWholeUpTo = 160;  // pixels a side of the small picture
constexpr int kPatch = 128;
constexpr int kMargin = 32;  // half of it is thrown away at each inner side

}  // namespace

at::Tensor enlarged_condition(LatentDiffusion& model, const at::Tensor& small,
                              const PatchWatch& watch)
{
    const at::NoGradGuard first_stage_is_frozen;
    const int factor = model.first_stage().factor();
    const auto latent_of = [&](const at::Tensor& part, std::int64_t, std::int64_t) {
        const auto large = at::upsample_bicubic2d(
            part, {part.size(2) * factor, part.size(3) * factor}, /*align_corners=*/false);
        return model.encode_unscaled(large.clamp(-1.0, 1.0)).to(at::kFloat) * model.scale_factor();
    };
    if (std::max(small.size(2), small.size(3)) <= kWholeUpTo)
        return at::cat({small, latent_of(small, 0, 0)}, 1);
    PatchOptions options;
    options.height = options.width = kPatch;
    options.stride_y = options.stride_x = kPatch - kMargin - kMargin / 2;
    options.margin = kMargin;
    return at::cat({small, patchwise(small, options, {}, latent_of, watch)}, 1);
}

}  // namespace ldm::model
