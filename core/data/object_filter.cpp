// SPDX-License-Identifier: MIT
#include "data/object_filter.h"

#include "data/epoch_order.h"

namespace ldm::data {

void shuffle_boxes(std::vector<LabelledBox>& boxes, std::uint64_t seed)
{
    const auto ordered = boxes;
    for (std::size_t i = 0; i < boxes.size(); ++i)
        boxes[i] =
            ordered[std::size_t(permuted(std::int64_t(i), std::int64_t(ordered.size()), seed))];
}

}  // namespace ldm::data
