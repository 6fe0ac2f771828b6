// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"

#include <memory>

namespace ldm::data {

/// What a hole looks like.
enum class HoleKind {
    Strokes,  ///< a few thick strokes that turn as they go (Suvorov et al. 2022, App.)
    Boxes,    ///< a few rectangles
    Region,   ///< what is of one label in the map, its outline grown a little
    Object,   ///< the silhouette of one thing: a connected part of the map, or a rounded shape
};

/// 40 % strokes, 30 % boxes, 20 % regions, 10 % objects.
HoleKind draw_hole_kind(std::uint64_t seed);

/// A mask of the picture's size, one channel, 255 = hole. Between 1 and 60 % of it are holes. Kinds
/// that the example has nothing for (a region without a map, or one that fills the picture) turn
/// into strokes. The same seed gives the same mask.
Image draw_hole(const Example& example, HoleKind kind, std::uint64_t seed);

/// A data set whose examples get a `mask` to fill in.
class Holed : public Dataset {
public:
    explicit Holed(std::shared_ptr<const Dataset> inner) : inner_(std::move(inner)) {}

    std::int64_t size() const override { return inner_->size(); }
    Example read(std::int64_t index, std::uint64_t seed) const override;
    std::vector<std::int64_t> stretches() const override { return inner_->stretches(); }
    std::vector<std::string> notes() const override { return inner_->notes(); }

private:
    std::shared_ptr<const Dataset> inner_;
};

}  // namespace ldm::data
