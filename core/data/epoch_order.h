// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

namespace ldm::data {

/// A number's place in a permutation of 0 … size-1 that the seed chooses, without a table: a
/// Feistel network over the next power of four, walked until it lands inside (Black & Rogaway
/// 2002).
std::int64_t permuted(std::int64_t number, std::int64_t size, std::uint64_t seed);

struct EpochOrderOptions {
    std::uint64_t seed = 23;
    bool shuffle = true;
    /// Lengths of the stretches that are quick to read in order (see Dataset::stretches).
    std::vector<std::int64_t> stretches{};
    /// With stretches: so many examples are shuffled among each other, as a shuffle buffer does.
    std::int64_t window = 10000;
};

/// Which example each sample of a run is: every epoch goes once through all of them in an order of
/// its own. Stretches come in random order, one after another, and examples are shuffled in
/// windows, so that reading stays local. A function of the sample's number alone.
class EpochOrder {
public:
    /// @throws Error{BadArgument} for an empty data set
    EpochOrder(std::int64_t size, EpochOrderOptions options);

    /// @param sample  counted from the start of the run, over all epochs
    std::int64_t index(std::int64_t sample) const;

private:
    struct Stretch {
        std::int64_t begin;  ///< place in the epoch
        std::int64_t first;  ///< example there
    };

    std::int64_t local(std::int64_t epoch, std::int64_t place) const;
    void deal(std::int64_t epoch) const;

    std::int64_t size_;
    EpochOrderOptions options_;
    mutable std::mutex mutex_;
    mutable std::int64_t dealt_ = -1;         ///< the epoch that `stretches_` is for
    mutable std::vector<Stretch> stretches_;  ///< in that epoch's order
};

}  // namespace ldm::data
