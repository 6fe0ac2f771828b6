// SPDX-License-Identifier: MIT
#include "runtime/gpu_operator.h"

#include <torch/library.h>

// Schemas of the operators that core/cuda has kernels for. On a processor their callers compute
// without the dispatcher.
TORCH_LIBRARY(ldm, library)
{
    library.def(
        "group_norm_silu(Tensor x, Tensor weight, Tensor bias, int groups, float eps, "
        "Tensor? scale, Tensor? shift) -> Tensor");
    library.def("geglu(Tensor x) -> Tensor");
    library.def("nearest_code(Tensor rows, Tensor codebook) -> Tensor");
}
