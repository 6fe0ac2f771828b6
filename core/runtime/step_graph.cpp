// SPDX-License-Identifier: MIT
#include "runtime/step_graph.h"

#include "runtime/gpu_library.h"

namespace ldm {

std::unique_ptr<StepGraph> make_step_graph(TensorFunction function)
{
    using Make = StepGraph*(TensorFunction*);
    auto* make = reinterpret_cast<Make*>(gpu_symbol("ldm_cuda_make_step_graph"));
    return std::unique_ptr<StepGraph>(make ? make(&function) : nullptr);
}

}  // namespace ldm
