// SPDX-License-Identifier: MIT
#include "firststage/vector_quantizer.h"

#include "runtime/operators.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/library.h>

namespace ldm::firststage {

namespace {

torch::Tensor nearest(const torch::Tensor& rows, const torch::Tensor& codebook)
{
    static const Operator<at::Tensor(const at::Tensor&, const at::Tensor&)> op("ldm::nearest_code");
    const at::NoGradGuard no_grad;
    return op(rows.detach(), codebook.detach());
}

}  // namespace

torch::Tensor nearest_code_composed(const torch::Tensor& rows, const torch::Tensor& codebook)
{
    constexpr int64_t kSlice = 1024;
    const auto norms = codebook.square().sum(1);
    const auto transposed = codebook.t().contiguous();
    std::vector<torch::Tensor> found;
    for (int64_t begin = 0; begin < rows.size(0); begin += kSlice) {
        const auto slice = rows.slice(0, begin, std::min(begin + kSlice, rows.size(0)));
        const auto squared = slice.square().sum(1, true);
        found.push_back(at::argmin(squared + norms - 2 * at::mm(slice, transposed), 1));
    }
    return at::cat(found);
}

TORCH_LIBRARY_IMPL(ldm, CompositeImplicitAutograd, library)
{
    library.impl("nearest_code", nearest_code_composed);
}

VectorQuantizerImpl::VectorQuantizerImpl(int codes, int width, double beta, bool legacy)
    : beta_(beta), legacy_(legacy)
{
    embedding = register_module("embedding", nn::Embedding(codes, width, 1.0 / codes));
}

Quantized VectorQuantizerImpl::forward(const torch::Tensor& z)
{
    check_shape(z, {-1, codebook().size(1), -1, -1}, "z");
    const auto wide = z.to(torch::kFloat32);
    const auto rows = wide.permute({0, 2, 3, 1}).reshape({-1, codebook().size(1)});
    const auto flat = nearest(rows, codebook());
    Quantized result;
    result.indices = flat.view({z.size(0), z.size(2), z.size(3)});
    const auto code = lookup(result.indices);
    const auto commitment = (code.detach() - wide).square().mean();
    const auto codebook_term = (code - wide.detach()).square().mean();
    result.loss = legacy_ ? commitment + beta_ * codebook_term : codebook_term + beta_ * commitment;
    result.z = wide + (code - wide).detach();
    return result;
}

torch::Tensor VectorQuantizerImpl::lookup(const torch::Tensor& indices)
{
    check_shape(indices, {-1, -1, -1}, "indices");
    return embedding->forward(indices).permute({0, 3, 1, 2});
}

}  // namespace ldm::firststage
