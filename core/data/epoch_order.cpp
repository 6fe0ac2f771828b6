// SPDX-License-Identifier: MIT
#include "data/epoch_order.h"

#include "ldm/error.h"
#include "runtime/mix_bits.h"

#include <algorithm>
#include <numeric>

namespace ldm::data {

std::int64_t permuted(std::int64_t number, std::int64_t size, std::uint64_t seed)
{
    constexpr int kRounds = 4;
    int half = 1;
    while (half < 31 && (std::int64_t(1) << (2 * half)) < size)
        ++half;
    const std::uint64_t mask = (std::uint64_t(1) << half) - 1;
    auto value = std::uint64_t(number);
    do {
        auto left = value >> half, right = value & mask;
        for (std::uint64_t round = 0; round < kRounds; ++round) {
            const auto turned = left ^ (mix_bits(mix_bits(seed ^ round << 56) ^ right) & mask);
            left = right;
            right = turned;
        }
        value = left << half | right;
    } while (value >= std::uint64_t(size));
    return std::int64_t(value);
}

EpochOrder::EpochOrder(std::int64_t size, EpochOrderOptions options)
    : size_(size), options_(std::move(options))
{
    if (size_ < 1 || size_ > std::int64_t(1) << 62)
        throw Error(ErrorCode::BadArgument, "The data set holds no example.", "data");
    const auto& parts = options_.stretches;
    if (!parts.empty() && std::accumulate(parts.begin(), parts.end(), std::int64_t(0)) != size_)
        throw Error(ErrorCode::Internal, "A data set's stretches do not add up to its size.");
}

std::int64_t EpochOrder::index(std::int64_t sample) const
{
    const auto epoch = sample / size_, place = sample % size_;
    if (!options_.shuffle)
        return place;
    if (!options_.stretches.empty())
        return local(epoch, place);
    return permuted(place, size_, mix_bits(options_.seed) + std::uint64_t(epoch));
}

std::int64_t EpochOrder::local(std::int64_t epoch, std::int64_t place) const
{
    const auto window = std::max<std::int64_t>(1, options_.window);
    const auto begin = place / window * window;
    const auto seed = mix_bits(mix_bits(options_.seed) + std::uint64_t(epoch));
    const auto turned = begin + permuted(place - begin, std::min(window, size_ - begin),
                                         seed ^ std::uint64_t(begin));
    const std::lock_guard lock(mutex_);
    if (dealt_ != epoch)
        deal(epoch);
    const auto after =
        std::upper_bound(stretches_.begin(), stretches_.end(), turned,
                         [](std::int64_t p, const Stretch& s) { return p < s.begin; });
    const auto& stretch = *std::prev(after);
    return stretch.first + (turned - stretch.begin);
}

void EpochOrder::deal(std::int64_t epoch) const
{
    const auto count = std::int64_t(options_.stretches.size());
    std::vector<std::int64_t> firsts(size_t(count), 0);
    std::partial_sum(options_.stretches.begin(), options_.stretches.end() - 1, firsts.begin() + 1);
    const auto seed = mix_bits(options_.seed ^ 0x5eedull) + std::uint64_t(epoch);
    stretches_.clear();
    std::int64_t begin = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto which = size_t(permuted(i, count, seed));
        if (options_.stretches[which] == 0)
            continue;
        stretches_.push_back({begin, firsts[which]});
        begin += options_.stretches[which];
    }
    dealt_ = epoch;
}

}  // namespace ldm::data
