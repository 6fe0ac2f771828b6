// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"
#include "train/world_pool.h"

#include <random>

namespace ldm::train {

/// Latents of the pool's pictures: each picture is encoded once, when it is first drawn.
class LatentCache {
public:
    LatentCache(WorldPool& pool, model::LatentDiffusion& model, const WorldDataConfig& config);

    struct Sample {
        torch::Tensor z;       ///< [C,h,w] unscaled: a draw from the posterior, cropped
        torch::Tensor labels;  ///< uint8 [h·f,w·f], the same crop
    };

    Sample draw(std::mt19937_64& random);

private:
    struct Entry {
        std::uint64_t seed = 0;
        torch::Tensor mean, std;  ///< [C,h,w]; std undefined for stages without a posterior
    };

    const Entry& entry(size_t slot, const WorldItem& item);

    WorldPool& pool_;
    model::LatentDiffusion& model_;
    int crop_, factor_;
    std::vector<Entry> entries_;
};

}  // namespace ldm::train
