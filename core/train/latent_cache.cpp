// SPDX-License-Identifier: MIT
#include "train/latent_cache.h"

#include "train/latent_store.h"

#include <ATen/ATen.h>

namespace ldm::train {

LatentCache::LatentCache(model::LatentDiffusion& model, size_t entries,
                         std::unique_ptr<LatentStore> store)
    : model_(model), capacity_(entries), store_(std::move(store))
{
}

LatentCache::~LatentCache() = default;

// One picture at a time: how pictures meet in batches must not show in their latents.
torch::Tensor LatentCache::encode(const torch::Tensor& image)
{
    const torch::NoGradGuard no_grad;
    const auto input = image.unsqueeze(0).contiguous(at::MemoryFormat::ChannelsLast);
    const auto encoded = model_.first_stage().encode(input);
    if (!encoded.posterior)
        return encoded.latent[0].to(at::kFloat).contiguous();
    return at::cat({encoded.latent[0], encoded.posterior->std()[0]}).to(at::kFloat).contiguous();
}

torch::Tensor LatentCache::moments(const TrainingBatch& batch, std::int64_t index)
{
    if (batch.keys.empty())
        return encode(batch.image[index]);
    const auto& key = batch.keys.at(size_t(index));
    if (const auto found = entries_.find(key); found != entries_.end()) {
        uses_.splice(uses_.begin(), uses_, found->second.use);
        return found->second.moments;
    }
    auto latent = store_ ? store_->find(key) : torch::Tensor();
    if (!latent.defined()) {
        latent = encode(batch.image[index]);
        if (store_)
            store_->add(key, latent);
    }
    uses_.push_front(key);
    entries_[key] = {latent, uses_.begin()};
    if (entries_.size() > capacity_) {
        entries_.erase(uses_.back());
        uses_.pop_back();
    }
    return latent;
}

torch::Tensor LatentCache::draw(const TrainingBatch& batch, std::uint64_t seed)
{
    const auto factor = std::int64_t(model_.first_stage().factor());
    std::vector<torch::Tensor> cuts;
    for (std::int64_t i = 0; i < batch.image.size(0); ++i) {
        auto latent = moments(batch, i);
        if (!batch.windows.empty()) {
            const auto& w = batch.windows[size_t(i)];
            latent = latent.narrow(1, w.top / factor, w.side / factor)
                         .narrow(2, w.left / factor, w.side / factor);
        }
        cuts.push_back(latent);
    }
    const auto all = at::stack(cuts);
    const std::int64_t channels = model_.first_stage().channels();
    if (all.size(1) == channels)
        return all;
    const auto mean = all.narrow(1, 0, channels), std = all.narrow(1, channels, channels);
    return mean + std * sample_normal(seed, batch.samples, Draw::Posterior, mean.sizes().slice(1));
}

}  // namespace ldm::train
