// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/recipe.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace ldm::data {

/// The outline of one COCO annotation: polygons (x, y, x, y …) in pixels, or run lengths down the
/// columns, beginning with what is outside.
using CocoPolygons = std::vector<std::vector<float>>;
struct CocoRuns {
    int width = 0, height = 0;
    std::vector<std::uint32_t> counts;
};
using CocoShape = std::variant<CocoPolygons, CocoRuns>;

/// The run lengths of COCO's compressed strings: 5 bits a character from '0' on, the lowest first,
/// bit 6 saying that more follow; from the third on, differences to the count two before (COCO
/// API, maskApi).
/// @throws Error{BadArgument} for characters or counts that cannot be
std::vector<std::uint32_t> decode_runs(const std::string& text);

/// Gives every pixel inside the shape that label.
/// @throws Error{BadArgument} for runs that do not fit the map
void paint_shape(LabelMap& map, const CocoShape& shape, std::uint8_t label);

}  // namespace ldm::data
