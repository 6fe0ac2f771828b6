// SPDX-License-Identifier: MIT
#include "runtime/operators.h"

#include <torch/library.h>

TORCH_LIBRARY(ldm, library)
{
    library.def(
        "group_norm_silu(Tensor x, Tensor weight, Tensor bias, int groups, float eps, "
        "Tensor? scale, Tensor? shift) -> Tensor");
    library.def("geglu(Tensor x) -> Tensor");
    library.def("nearest_code(Tensor rows, Tensor codebook) -> Tensor");
    library.def("latent_preview(Tensor z, Tensor weight, Tensor bias) -> Tensor");
    library.def(
        "sampler_update(Tensor x, float a, Tensor eps, float b, Tensor? noise, float c) -> "
        "Tensor");
}
