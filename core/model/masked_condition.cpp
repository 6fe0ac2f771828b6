// SPDX-License-Identifier: MIT
#include "model/masked_condition.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace ldm::model {

namespace {

at::Tensor resized(const at::Tensor& mask, const at::Tensor& latent)
{
    return at::upsample_nearest2d(mask, {latent.size(2), latent.size(3)});
}

// Of the membrane in each grid: with these the fill is nearly harmonic, without seams or creases.
constexpr int kRelaxations = 12;

at::Tensor mean_of_neighbours(const at::Tensor& image)
{
    const auto wide = at::replication_pad2d(image, {1, 1, 1, 1});
    const auto height = image.size(2), width = image.size(3);
    const auto shifted = [&](int y, int x) {
        return wide.narrow(2, y, height).narrow(3, x, width);
    };
    return (shifted(0, 1) + shifted(2, 1) + shifted(1, 0) + shifted(1, 2)) / 4.0;
}

}  // namespace

at::Tensor masked_image_condition(LatentDiffusion& model, const at::Tensor& image,
                                  const at::Tensor& mask)
{
    if (model.config().mask_first) {
        const auto grey = (2.0 * image - 1.0) * (1.0 - mask);
        const int factor = model.first_stage().factor();
        const auto no_noise = at::zeros({image.size(0), model.config().channels,
                                         image.size(2) / factor, image.size(3) / factor});
        const auto latent = model.encode_first_stage(grey, no_noise);
        return at::cat({resized(mask, latent), latent}, 1);
    }
    if (model.config().conditioner.smooth_hole) {
        const auto latent = model.encode_unscaled(2.0 * smoothly_filled(image, mask) - 1.0);
        const auto hole = hole_in_latent(mask, model.first_stage().factor());
        return at::cat({latent * model.scale_factor(), 2.0 * hole - 1.0}, 1);
    }
    const auto latent = model.encode_unscaled(2.0 * ((1.0 - mask) * image) - 1.0);
    return at::cat({latent, resized(2.0 * mask - 1.0, latent)}, 1);
}

at::Tensor smoothly_filled(const at::Tensor& image, const at::Tensor& mask)
{
    const auto known = (1.0 - mask).clamp(0.0, 1.0);
    // Colours weighted by how much of a cell is known, and that share.
    std::vector<std::pair<at::Tensor, at::Tensor>> levels{{image * known, known}};
    while (std::max(levels.back().first.size(2), levels.back().first.size(3)) > 1) {
        const auto halved = [](const at::Tensor& t) {
            return at::avg_pool2d(t, 2, 2, 0, /*ceil_mode=*/true, /*count_include_pad=*/false);
        };
        const auto& [colour, share] = levels.back();
        levels.emplace_back(halved(colour), halved(share));
    }
    at::Tensor filled;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        const auto& [colour, share] = *level;
        const auto mean = colour / share.clamp_min(1e-6);
        if (!filled.defined()) {
            filled = mean;
            continue;
        }
        const auto coarse = at::upsample_bilinear2d(filled, {colour.size(2), colour.size(3)},
                                                    /*align_corners=*/false);
        // A cell that is known in a good part stands for itself.
        const auto own = (2.0 * share).clamp_max(1.0);
        filled = own * mean + (1.0 - own) * coarse;
        for (int i = 0; i < kRelaxations; ++i)
            filled = own * mean + (1.0 - own) * mean_of_neighbours(filled);
    }
    return known * image + mask * filled;
}

at::Tensor hole_in_latent(const at::Tensor& mask, int factor)
{
    return at::max_pool2d(mask, factor).gt(0.5).to(at::kFloat);
}

}  // namespace ldm::model
