// SPDX-License-Identifier: MIT
#include "metric/bootstrap.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace ldm::metric {

namespace {

// Between the two nearest ranks.
double quantile(const std::vector<double>& sorted, double share)
{
    const double place = share * double(sorted.size() - 1);
    const auto low = std::size_t(place);
    const auto high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (sorted[high] - sorted[low]) * (place - double(low));
}

}  // namespace

std::pair<double, double> bootstrap_interval(
    std::int64_t count, int draws, std::uint64_t seed,
    const std::function<double(const at::Tensor&)>& statistic)
{
    std::mt19937_64 random(seed);
    std::vector<double> values;
    auto indices = at::empty({count}, at::kLong);
    for (int i = 0; i < draws; ++i) {
        auto* index = indices.mutable_data_ptr<std::int64_t>();
        // A multiplication in place of a division; the bias is far below chance.
        for (std::int64_t k = 0; k < count; ++k)
            index[k] = std::int64_t((random() >> 32) * std::uint64_t(count) >> 32);
        values.push_back(statistic(indices));
    }
    std::sort(values.begin(), values.end());
    return {quantile(values, 0.025), quantile(values, 0.975)};
}

}  // namespace ldm::metric
