// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace sfumato::test {

/// What differs between the descriptions of tiny runs.
struct TinyRun {
    int batch_size = 4;
    int steps = 20;
    double rate = 1e-3;
    std::string trainer{};  ///< further lines of `trainer:`, each "key: value\n"
    std::string model{};    ///< further lines of the model's `params:`
    std::string unet{};     ///< further lines of the UNet's `params:`
};

/// Description of a latent diffusion over pixels of 16² crops of the world, conditioned on their
/// maps: a step takes some milliseconds.
std::string tiny_diffusion_run(const TinyRun& run);

/// Description of a first stage on 32² pictures. @param quantised  VQ, else KL
/// @param levels  2^levels is its factor
std::string tiny_first_stage_run(const TinyRun& run, bool quantised, int levels = 1);

}  // namespace sfumato::test
