// SPDX-License-Identifier: MIT
#include "confusion.h"

#include "ldm/error.h"

#include <ATen/ATen.h>

#include <numeric>

namespace sfumato::evaluate {

Confusion::Confusion(std::size_t labels) : labels_(labels), counts_(labels * labels, 0)
{
}

void Confusion::add(const torch::Tensor& truth, const torch::Tensor& predicted)
{
    if (truth.sizes() != predicted.sizes())
        throw ldm::Error(ldm::ErrorCode::BadArgument,
                         "Two label maps can only be compared if they are of one size.");
    const auto side = static_cast<std::int64_t>(labels_);
    const auto cells = truth.to(at::kLong).flatten() * side + predicted.to(at::kLong).flatten();
    const auto sums = at::bincount(cells, {}, side * side).contiguous();
    if (sums.numel() != side * side)
        throw ldm::Error(ldm::ErrorCode::BadArgument, "A label map has a label that is unknown.");
    const auto* values = sums.const_data_ptr<std::int64_t>();
    for (std::size_t i = 0; i < counts_.size(); ++i)
        counts_[i] += values[i];
}

std::optional<double> Confusion::iou(std::size_t label) const
{
    const auto truth = truth_total(label);
    if (truth == 0)
        return std::nullopt;
    const auto both = count(label, label);
    return double(both) / double(truth + predicted_total(label) - both);
}

double Confusion::mean_iou() const
{
    double sum = 0.0;
    int present = 0;
    for (std::size_t label = 0; label < labels_; ++label)
        if (const auto value = iou(label)) {
            sum += *value;
            ++present;
        }
    return present > 0 ? sum / present : 0.0;
}

double Confusion::accuracy() const
{
    std::int64_t right = 0;
    for (std::size_t label = 0; label < labels_; ++label)
        right += count(label, label);
    return total() > 0 ? double(right) / double(total()) : 0.0;
}

double Confusion::frequency(std::size_t label) const
{
    return total() > 0 ? double(truth_total(label)) / double(total()) : 0.0;
}

std::int64_t Confusion::count(std::size_t truth, std::size_t predicted) const
{
    return counts_[truth * labels_ + predicted];
}

std::int64_t Confusion::truth_total(std::size_t label) const
{
    std::int64_t sum = 0;
    for (std::size_t other = 0; other < labels_; ++other)
        sum += count(label, other);
    return sum;
}

std::int64_t Confusion::predicted_total(std::size_t label) const
{
    std::int64_t sum = 0;
    for (std::size_t other = 0; other < labels_; ++other)
        sum += count(other, label);
    return sum;
}

std::int64_t Confusion::total() const
{
    return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

}  // namespace sfumato::evaluate
