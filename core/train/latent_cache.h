// SPDX-License-Identifier: MIT
#pragma once

#include "model/latent_diffusion.h"
#include "train/batch_source.h"

#include <list>
#include <memory>
#include <unordered_map>

namespace ldm::train {

class LatentStore;

/// Latents of pictures that come again: each is encoded once.
class LatentCache {
public:
    /// @param entries  kept in memory; those used last stay
    /// @param store    keeps them on disk, too; may be null
    LatentCache(model::LatentDiffusion& model, size_t entries, std::unique_ptr<LatentStore> store);
    ~LatentCache();

    /// Unscaled latents of a batch, each cut to its window: where there is a posterior a draw from
    /// it, made of `noise`. @param seed of the run  @return [B,C,h,w]
    torch::Tensor draw(const TrainingBatch& batch, std::uint64_t seed);

private:
    struct Entry {
        torch::Tensor moments;  ///< [C,h,w], or [2C,h,w]: mean and standard deviation
        std::list<std::string>::iterator use;
    };

    torch::Tensor encode(const torch::Tensor& image);
    torch::Tensor moments(const TrainingBatch& batch, std::int64_t index);

    model::LatentDiffusion& model_;
    size_t capacity_;
    std::unique_ptr<LatentStore> store_;
    std::list<std::string> uses_;  ///< keys, the last used first
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace ldm::train
