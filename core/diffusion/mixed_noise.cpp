// SPDX-License-Identifier: MIT
#include "diffusion/mixed_noise.h"

#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace ldm::diffusion {

BlendedNoise::BlendedNoise(std::uint64_t seed, const std::vector<NoiseShare>& shares,
                           const NoiseOfSeed& source)
{
    parts_.push_back({seed, 1.0, nullptr});
    for (const auto& share : shares) {
        auto found = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const Part& part) { return part.seed == share.seed; });
        if (found == parts_.end())
            found = parts_.insert(found, {share.seed, 0.0, nullptr});
        const double angle = std::acos(std::clamp(found->amount, 0.0, 1.0));
        if (angle == 0.0)
            continue;  // it is that noise already
        for (auto& part : parts_)
            part.amount *= std::sin((1.0 - share.weight) * angle) / std::sin(angle);
        found->amount += std::sin(share.weight * angle) / std::sin(angle);
    }
    std::erase_if(parts_, [](const Part& part) { return part.amount == 0.0; });
    for (auto& part : parts_)
        part.source = source(part.seed);
}

at::Tensor BlendedNoise::normal(at::IntArrayRef shape)
{
    at::Tensor sum;
    for (const auto& part : parts_) {
        const auto noise = part.source->normal(shape);
        const auto amount = part.amount == 1.0 ? noise : part.amount * noise;
        sum = sum.defined() ? sum + amount : amount;
    }
    return sum;
}

void BlendedNoise::skip(at::IntArrayRef shape, int draws)
{
    for (const auto& part : parts_)
        part.source->skip(shape, draws);
}

PatchedNoise::PatchedNoise(std::unique_ptr<NoiseSource> elsewhere,
                           std::unique_ptr<NoiseSource> here, at::Tensor where)
    : elsewhere_(std::move(elsewhere)), here_(std::move(here)), where_(std::move(where))
{
    check_shape(where_, {1, 1, -1, -1}, "where");
}

at::Tensor PatchedNoise::normal(at::IntArrayRef shape)
{
    const auto elsewhere = elsewhere_->normal(shape);
    return at::where(where_, here_->normal(shape), elsewhere);
}

void PatchedNoise::skip(at::IntArrayRef shape, int draws)
{
    elsewhere_->skip(shape, draws);
    here_->skip(shape, draws);
}

}  // namespace ldm::diffusion
