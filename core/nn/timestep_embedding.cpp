// SPDX-License-Identifier: MIT
#include "nn/timestep_embedding.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::nn {

at::Tensor timestep_embedding(const at::Tensor& t, int64_t width)
{
    const int64_t half = width / 2;
    const auto options = at::TensorOptions().dtype(at::kFloat).device(t.device());
    const auto exponents = at::arange(half, options) * (-std::log(10000.0)) / double(half);
    const auto angles = t.to(at::kFloat).unsqueeze(1) * at::exp(exponents).unsqueeze(0);
    auto embedding = at::cat({at::cos(angles), at::sin(angles)}, 1);
    if (width % 2 != 0)
        embedding = at::cat({embedding, at::zeros({t.size(0), 1}, options)}, 1);
    return embedding;
}

}  // namespace ldm::nn
