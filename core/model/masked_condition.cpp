// SPDX-License-Identifier: MIT
#include "model/masked_condition.h"

#include <ATen/ATen.h>

namespace ldm::model {

namespace {

at::Tensor resized(const at::Tensor& mask, const at::Tensor& latent)
{
    return at::upsample_nearest2d(mask, {latent.size(2), latent.size(3)});
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
    const auto latent = model.encode_unscaled(2.0 * ((1.0 - mask) * image) - 1.0);
    return at::cat({latent, resized(2.0 * mask - 1.0, latent)}, 1);
}

}  // namespace ldm::model
