// SPDX-License-Identifier: MIT
#pragma once

#include "document/layer.h"

#include <QImage>
#include <QSize>

#include <vector>

namespace sfumato {

// One scene, two readings: a map of labels as boxes, boxes as a map.

/// What of a map becomes a box.
struct IslandOptions {
    double leastShare = 0.004;  ///< of the picture: smaller islands are left out
    int most = 30;              ///< boxes; the largest are kept
};

/// A box around each island of a label, the larger first.
/// @param labels  for each label of the map that of the boxes; less than 0 = none, left out
BoxList boxesOfMap(const QImage& map, const std::vector<int>& labels,
                   const IslandOptions& options = {});

/// Boxes as a map, the larger first, the smaller over them.
/// @param labels  as above, from the boxes' to the map's @param ground  label of what no box covers
QImage mapOfBoxes(const BoxList& boxes, QSize size, const std::vector<int>& labels, int ground);

}  // namespace sfumato
