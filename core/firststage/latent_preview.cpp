// SPDX-License-Identifier: MIT
#include "firststage/latent_preview.h"

#include "runtime/operators.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <torch/library.h>

#include <algorithm>

namespace ldm::firststage {

namespace {

constexpr int64_t kSide = 16;
constexpr int64_t kNeighbours = 9;
constexpr double kInitialWeight = 0.05;  // what is seen of real latents soon outweighs the start
constexpr double kRidge = 1e-3;          // of a latent's variance, which is about 1

// Rows [n,9C+1]: each cell with its neighbours, and a one; the mean is divided out by the caller.
torch::Tensor design(const torch::Tensor& z)
{
    const auto wide = at::replication_pad2d(z.to(at::kFloat), {1, 1, 1, 1});
    const auto columns = at::im2col(wide, {3, 3}, {1, 1}, {0, 0}, {1, 1});  // [B,9C,h·w]
    const auto rows = columns.transpose(1, 2).reshape({-1, columns.size(1)}).to(at::kDouble);
    return at::cat({rows, at::ones({rows.size(0), 1}, at::kDouble)}, 1);
}

// The middle of the cells of a large latent, so many pixels each, along one axis; all of an image
// that is no larger than that.
torch::Tensor middle(const torch::Tensor& t, int64_t axis, int64_t cells, int64_t detail)
{
    const auto kept = std::min(cells, LatentPreview::kLearnt);
    if (kept == cells || t.size(axis) < cells * detail)
        return t;
    const auto each = t.size(axis) / cells;
    return t.narrow(axis, (cells - kept) / 2 * each, kept * each);
}

}  // namespace

LatentPreview::LatentPreview(FirstStage& stage, double scale, c10::Device device)
    : detail_(detail(stage)), channels_(stage.channels())
{
    const int64_t inputs = channels_ * kNeighbours + 1;
    gram_ = at::eye(inputs, at::kDouble) * kRidge;
    moment_ = at::zeros({inputs, 3 * detail_ * detail_}, at::kDouble);
    auto generator = at::make_generator<at::CPUGeneratorImpl>(1);
    const auto random = [&](int64_t side) {
        return at::randn({4, channels_, side, side}, generator, at::TensorOptions(at::kFloat));
    };
    // Large areas with something in them, as pictures have.
    const auto areas = at::upsample_bilinear2d(random(kSide / 4), {kSide, kSide}, false);
    const auto z = areas + 0.3 * random(kSide);
    const auto scaled = (z / scale).to(device).contiguous(at::MemoryFormat::ChannelsLast);
    learn(z, stage.decode(scaled, true).to(at::kCPU));
    gram_.mul_(kInitialWeight);
    moment_.mul_(kInitialWeight);
}

void LatentPreview::learn(const torch::Tensor& z, const torch::Tensor& image)
{
    check_shape(z, {image.size(0), channels_, -1, -1}, "z");
    const auto part = [&](const torch::Tensor& t, int64_t detail) {
        return middle(middle(t, 2, z.size(2), detail), 3, z.size(3), detail);
    };
    const auto latent = part(z, 1);
    const auto small =
        at::adaptive_avg_pool2d(part(image, detail_).to(at::kFloat).clamp(-1.0, 1.0),
                                {latent.size(2) * detail_, latent.size(3) * detail_});
    const auto points = at::pixel_unshuffle(small, detail_);
    const auto x = design(latent);
    const auto y = points.permute({0, 2, 3, 1}).reshape({-1, points.size(1)}).to(at::kDouble);
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
    const auto outputs = moment_.size(1), width = n + outputs;
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
    const auto solution = system.narrow(1, n, outputs).to(at::kFloat);
    weight_ = solution.narrow(0, 0, n - 1).t().reshape({outputs, channels_, 3, 3}).contiguous();
    bias_ = solution[n - 1].clone();
}

torch::Tensor LatentPreview::render(const torch::Tensor& z) const
{
    static const Operator<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&)> op(
        "ldm::latent_preview");
    const auto wide = at::replication_pad2d(z.narrow(0, 0, 1).to(at::kFloat), {1, 1, 1, 1});
    const auto points = at::conv2d(wide, weight_.to(z.device()), bias_.to(z.device()));
    const auto options = points.options();
    return op(at::pixel_shuffle(points, detail_), at::eye(3, options), at::zeros({3}, options))
        .to(at::kCPU);
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
