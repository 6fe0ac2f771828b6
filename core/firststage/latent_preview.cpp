// SPDX-License-Identifier: MIT
#include "firststage/latent_preview.h"

#include "runtime/operators.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <torch/library.h>

namespace ldm::firststage {

namespace {

constexpr int64_t kSide = 16;
constexpr double kInitialWeight = 0.05;  // what is seen of real latents soon outweighs the start

// [n,C] rows of a latent with a column of ones; the mean is divided out by the caller.
torch::Tensor design(const torch::Tensor& z)
{
    const auto rows = z.permute({0, 2, 3, 1}).reshape({-1, z.size(1)}).to(at::kDouble);
    return at::cat({rows, at::ones({rows.size(0), 1}, at::kDouble)}, 1);
}

}  // namespace

LatentPreview::LatentPreview(FirstStage& stage, double scale, c10::Device device)
{
    const int64_t channels = stage.channels();
    gram_ = at::eye(channels + 1, at::kDouble) * 1e-3;
    moment_ = at::zeros({channels + 1, 3}, at::kDouble);
    auto generator = at::make_generator<at::CPUGeneratorImpl>(1);
    const auto coarse =
        at::randn({4, channels, kSide / 4, kSide / 4}, generator, at::TensorOptions(at::kFloat));
    const auto z = at::upsample_bilinear2d(coarse, {kSide, kSide}, false);
    const auto scaled = (z / scale).to(device).contiguous(at::MemoryFormat::ChannelsLast);
    learn(z, stage.decode(scaled, true).to(at::kCPU));
    gram_.mul_(kInitialWeight);
    moment_.mul_(kInitialWeight);
}

void LatentPreview::learn(const torch::Tensor& z, const torch::Tensor& image)
{
    check_shape(z, {image.size(0), gram_.size(0) - 1, -1, -1}, "z");
    const auto small =
        at::adaptive_avg_pool2d(image.to(at::kFloat).clamp(-1.0, 1.0), {z.size(2), z.size(3)});
    const auto x = design(z);
    const auto y = small.permute({0, 2, 3, 1}).reshape({-1, 3}).to(at::kDouble);
    gram_ = gram_ + at::mm(x.t(), x) / double(x.size(0));
    moment_ = moment_ + at::mm(x.t(), y) / double(x.size(0));
    solve();
}

// Gauss–Jordan on a matrix of a few rows: no need for a linear-algebra library.
void LatentPreview::solve()
{
    const auto n = gram_.size(0);
    auto system = at::cat({gram_, moment_}, 1).contiguous();
    double* a = system.mutable_data_ptr<double>();
    const auto width = n + 3;
    for (int64_t k = 0; k < n; ++k) {
        const double pivot = a[k * width + k];
        for (int64_t c = k; c < width; ++c)
            a[k * width + c] /= pivot;
        for (int64_t r = 0; r < n; ++r) {
            const double factor = a[r * width + k];
            if (r == k || factor == 0.0)
                continue;
            for (int64_t c = k; c < width; ++c)
                a[r * width + c] -= factor * a[k * width + c];
        }
    }
    const auto solution = system.narrow(1, n, 3).to(at::kFloat);
    weight_ = solution.narrow(0, 0, n - 1).contiguous();
    bias_ = solution[n - 1].clone();
}

torch::Tensor LatentPreview::render(const torch::Tensor& z) const
{
    static const Operator<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&)> op(
        "ldm::latent_preview");
    return op(z, weight_.to(z.device()), bias_.to(z.device())).to(at::kCPU);
}

torch::Tensor latent_preview_composed(const torch::Tensor& z, const torch::Tensor& weight,
                                      const torch::Tensor& bias)
{
    const auto rows = z[0].to(at::kFloat).permute({1, 2, 0}).reshape({-1, z.size(1)});
    const auto rgb = at::addmm(bias, rows, weight);
    return ((rgb.clamp(-1.0, 1.0) + 1.0) * 127.5)
        .round()
        .to(at::kByte)
        .view({z.size(2), z.size(3), 3});
}

TORCH_LIBRARY_IMPL(ldm, CompositeImplicitAutograd, library)
{
    library.impl("latent_preview", latent_preview_composed);
}

}  // namespace ldm::firststage
