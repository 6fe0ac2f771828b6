// SPDX-License-Identifier: MIT
#include "nn/attention_record.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::nn {

void AttentionRecord::set_map(std::int64_t height, std::int64_t width)
{
    map_height_ = height;
    map_width_ = width;
}

void AttentionRecord::add(const at::Tensor& queries, const at::Tensor& keys)
{
    if (!active_)
        return;
    const auto q = queries[queries.size(0) - 1].to(at::kFloat);  // [heads,T,d]
    const auto k = keys[keys.size(0) - 1].to(at::kFloat);
    const auto scores = at::matmul(q, k.transpose(1, 2)) / std::sqrt(double(q.size(2)));
    const auto shares = scores.softmax(2).mean(0);  // [T,S]
    const auto map = shares.t().reshape({1, shares.size(1), map_height_, map_width_});
    const auto sized = at::upsample_bilinear2d(map, {height_, width_}, false)[0].to(at::kCPU);
    sum_ = sum_.defined() ? sum_ + sized : sized;
    ++layers_;
}

at::Tensor AttentionRecord::mean() const
{
    return sum_.defined() ? sum_ / double(layers_) : sum_;
}

}  // namespace ldm::nn
