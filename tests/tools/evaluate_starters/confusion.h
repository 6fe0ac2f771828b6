// SPDX-License-Identifier: MIT
#pragma once

#include <torch/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sfumato::evaluate {

/// Counts of pixels by true and predicted label, and the intersection over union made of them.
class Confusion {
public:
    explicit Confusion(std::size_t labels);

    /// Adds every pixel of two label maps of one shape, any integer type.
    /// @throws ldm::Error{BadArgument} if the shapes differ
    void add(const torch::Tensor& truth, const torch::Tensor& predicted);

    /// Intersection over union of a label; none if it does not occur in the true maps.
    std::optional<double> iou(std::size_t label) const;

    /// Mean of `iou` over the labels that occur; 0 if there are none.
    double mean_iou() const;

    /// Share of pixels whose label is right.
    double accuracy() const;

    /// Share of all pixels that truly have the label.
    double frequency(std::size_t label) const;

    std::size_t labels() const { return labels_; }

private:
    std::int64_t count(std::size_t truth, std::size_t predicted) const;
    std::int64_t truth_total(std::size_t label) const;
    std::int64_t predicted_total(std::size_t label) const;
    std::int64_t total() const;

    std::size_t labels_;
    std::vector<std::int64_t> counts_;  ///< true × predicted
};

}  // namespace sfumato::evaluate
