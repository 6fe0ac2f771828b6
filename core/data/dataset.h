// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"
#include "ldm/recipe.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ldm::data {

/// The part of a picture that is left of it, in shares of its sides, and whether left and right
/// are exchanged.
struct Shown {
    double x = 0.0, y = 0.0, width = 1.0, height = 1.0;
    bool mirrored = false;

    bool operator==(const Shown&) const = default;
};

/// One picture with all that is known of it.
struct Example {
    std::string key;  ///< the picture's name, the same each time
    Image image;      ///< RGB
    std::optional<LabelMap> map;
    std::vector<LabelledBox> boxes;  ///< in shares of the whole picture, before anything was cut
    Shown shown;                     ///< of that whole picture
    std::string caption;
    int class_id = -1;             ///< negative: unknown
    std::optional<Image> low_res;  ///< the picture made small and bad, RGB
    std::optional<Image> mask;     ///< one channel, 255 = hole

    bool operator==(const Example&) const = default;
};

/// Pictures by number. Anything random about an example is a function of its number and the seed.
class Dataset {
public:
    virtual ~Dataset() = default;

    virtual std::int64_t size() const = 0;

    /// May be called from many threads.
    /// @throws Error if this one cannot be used: a missing or damaged picture; others may be fine
    virtual Example read(std::int64_t index, std::uint64_t seed) const = 0;

    /// Lengths of the stretches whose examples are quick to read one after another (the shards of
    /// an archive), in order, their sum the size; empty: any order is as quick.
    virtual std::vector<std::int64_t> stretches() const { return {}; }

    /// What was left out when the data set was opened, a sentence each.
    virtual std::vector<std::string> notes() const { return {}; }
};

}  // namespace ldm::data
