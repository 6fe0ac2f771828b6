// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"

#include <filesystem>
#include <map>
#include <mutex>

namespace ldm::data {

struct WorldDatasetOptions {
    int size = 256;  ///< of a picture
    int supersample = 1;
    std::uint64_t first_seed = 0;
    std::int64_t count = 1'000'000;   ///< seeds that belong to the data set
    double coarse_maps = 0.7;         ///< share of maps that are simplified
    std::filesystem::path materials;  ///< folder of `./dev data`; empty = drawn by code
    std::int64_t keep = 0;            ///< of the first so many examples the rendering is kept
};

/// The rendered landscapes as a data set: example i is the picture of the seed first_seed + i, with
/// its map (as rendered or simplified as a hand would paint it), caption, class and boxes.
class WorldDataset : public Dataset {
public:
    /// @throws Error{BadArgument} for a count below 1
    explicit WorldDataset(const WorldDatasetOptions& options);

    std::int64_t size() const override { return options_.count; }
    Example read(std::int64_t index, std::uint64_t seed) const override;

private:
    Example rendered(std::int64_t index) const;

    WorldDatasetOptions options_;
    mutable std::mutex mutex_;
    mutable std::map<std::int64_t, Example> kept_;
};

/// One picture of the world. The same seed and options give the same example.
Example render_example(std::uint64_t seed, const WorldDatasetOptions& options);

/// A box around each connected part of the map that covers at least half a percent of it: the
/// layout of a landscape. At most 30, the largest first.
std::vector<LabelledBox> boxes_of_map(const LabelMap& map);

}  // namespace ldm::data
