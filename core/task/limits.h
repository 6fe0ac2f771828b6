// SPDX-License-Identifier: MIT
#pragma once

namespace ldm::task {

inline constexpr int kMaxSide = 16384;          ///< pixels a side of a picture or map
inline constexpr int kMaxUpscaledSide = 65536;  ///< of an enlarged picture
inline constexpr int kMaxSteps = 1000;

}  // namespace ldm::task
