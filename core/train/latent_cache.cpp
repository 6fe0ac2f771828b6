// SPDX-License-Identifier: MIT
#include "train/latent_cache.h"

#include <ATen/ATen.h>

namespace ldm::train {

LatentCache::LatentCache(WorldPool& pool, model::LatentDiffusion& model,
                         const WorldDataConfig& config)
    : pool_(pool),
      model_(model),
      crop_(config.crop),
      factor_(model.first_stage().factor()),
      entries_(size_t(config.pool))
{
}

const LatentCache::Entry& LatentCache::entry(size_t slot, const WorldItem& item)
{
    auto& entry = entries_.at(slot);
    if (entry.mean.defined() && entry.seed == item.seed)
        return entry;
    const torch::NoGradGuard no_grad;
    const auto encoded = model_.first_stage().encode(to_signed_float(item.image.unsqueeze(0)));
    entry.seed = item.seed;
    entry.mean = encoded.latent[0].contiguous();
    entry.std = encoded.posterior ? encoded.posterior->std()[0].contiguous() : torch::Tensor();
    return entry;
}

LatentCache::Sample LatentCache::draw(std::mt19937_64& random)
{
    const auto [slot, item] = pool_.draw(random);
    const auto& latent = entry(slot, item);
    const int64_t side = crop_ / factor_;
    const auto offset = [&](int64_t size) {
        return std::uniform_int_distribution<int64_t>(0, size - side)(random);
    };
    const auto top = offset(latent.mean.size(1)), left = offset(latent.mean.size(2));
    const auto cut = [&](const torch::Tensor& t, int64_t scale) {
        const auto y = t.dim() - 2;
        return t.narrow(y, top * scale, side * scale).narrow(y + 1, left * scale, side * scale);
    };
    Sample sample{cut(latent.mean, 1), cut(item.labels, factor_)};
    if (latent.std.defined())
        sample.z = sample.z + cut(latent.std, 1) * at::randn_like(sample.z);
    return sample;
}

}  // namespace ldm::train
