// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <vector>

namespace ldm {

/// A pure function of tensors; undefined tensors may be among them.
using TensorFunction = std::function<at::Tensor(const std::vector<at::Tensor>&)>;

/// A function recorded as a CUDA graph, once for each set of shapes, and replayed: at small sizes a
/// step of the network waits for its thousand launches longer than for its arithmetic.
class StepGraph {
public:
    virtual ~StepGraph() = default;

    /// The function's answer. Where recording fails, or takes more memory than there is, the
    /// function itself is called.
    virtual at::Tensor run(const std::vector<at::Tensor>& inputs) = 0;
};

/// @return null where our CUDA library is not open
std::unique_ptr<StepGraph> make_step_graph(TensorFunction function);

}  // namespace ldm
