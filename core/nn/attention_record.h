// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

namespace ldm::nn {

/// Collects where a UNet's cross-attention looks at each token of its context: the mean over layers
/// and heads. Costs a second product of queries and keys in every layer while it is active.
class AttentionRecord {
public:
    /// @param height, width  of the maps
    AttentionRecord(std::int64_t height, std::int64_t width) : height_(height), width_(width) {}

    /// Nothing is collected while it is off.
    void set_active(bool active) { active_ = active; }
    bool active() const { return active_; }

    /// The sides of the feature map that the next queries come from.
    void set_map(std::int64_t height, std::int64_t width);

    /// @param queries [B,heads,T,d]  @param keys [B,heads,S,d]; the last of the batch counts, which
    ///                under guidance is the one with the condition
    void add(const at::Tensor& queries, const at::Tensor& keys);

    /// [S,height,width] fp32 on the processor, 0 to 1: shares that sum up to 1 over the tokens.
    /// Undefined if nothing was collected.
    at::Tensor mean() const;

private:
    std::int64_t height_, width_, map_height_ = 0, map_width_ = 0;
    bool active_ = false;
    at::Tensor sum_;
    int layers_ = 0;
};

}  // namespace ldm::nn
