// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <utility>

namespace ldm::metric {

/// The 95 % percentile interval of a statistic over `draws` samples with replacement (Efron 1979).
/// @param count      things to draw from
/// @param statistic  indices [count] int64 → value
std::pair<double, double> bootstrap_interval(
    std::int64_t count, int draws, std::uint64_t seed,
    const std::function<double(const at::Tensor&)>& statistic);

}  // namespace ldm::metric
