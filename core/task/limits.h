// SPDX-License-Identifier: MIT
#pragma once

namespace ldm::task {

inline constexpr int kMaxSide = 16384;  ///< pixels a side of a picture or map
inline constexpr int kMaxSteps = 1000;

}  // namespace ldm::task
