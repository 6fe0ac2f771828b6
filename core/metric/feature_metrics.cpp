// SPDX-License-Identifier: MIT
#include "metric/feature_metrics.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::metric {

namespace {

constexpr std::int64_t kRows = 1024;  // compared at once, to bound the memory of distances

void check_features(const at::Tensor& features, const char* name)
{
    check_shape(features, {-1, -1}, name);
    if (features.size(0) < 2)
        throw Error(ErrorCode::BadArgument,
                    "At least two pictures are needed on each side to compare them.", name);
}

at::Tensor covariance(const at::Tensor& x)
{
    const auto centred = x - x.mean(0, true);
    return centred.t().mm(centred) / double(x.size(0) - 1);
}

// The root of a symmetric positive semi-definite matrix.
at::Tensor root(const at::Tensor& matrix)
{
    const auto [values, vectors] = at::linalg_eigh(matrix);
    return (vectors * values.clamp_min(0.0).sqrt()).mm(vectors.t());
}

// Distance of each row to its k-th nearest other row.
at::Tensor radii(const at::Tensor& x, int k)
{
    std::vector<at::Tensor> parts;
    for (const auto& rows : x.split(kRows))
        // The nearest of all is the point itself.
        parts.push_back(std::get<0>(at::cdist(rows, x).kthvalue(k + 1, 1)));
    return at::cat(parts);
}

// Share of `points` that lie within some ball around `centres`.
double share_inside(const at::Tensor& points, const at::Tensor& centres, const at::Tensor& reach)
{
    std::int64_t inside = 0;
    for (const auto& rows : points.split(kRows))
        inside += at::cdist(rows, centres).le(reach.unsqueeze(0)).any(1).sum().item<std::int64_t>();
    return double(inside) / double(points.size(0));
}

}  // namespace

double frechet_distance(const at::Tensor& real, const at::Tensor& fake)
{
    check_features(real, "real");
    check_features(fake, "fake");
    check_shape(fake, {-1, real.size(1)}, "fake");
    const auto x = real.to(at::kDouble), y = fake.to(at::kDouble);
    const auto sx = covariance(x), sy = covariance(y);
    // tr √(Σx Σy) = tr √(√Σx Σy √Σx), which is symmetric.
    const auto half = root(sx);
    const auto values = at::linalg_eigvalsh(half.mm(sy).mm(half));
    const auto cross = values.clamp_min(0.0).sqrt().sum();
    const auto apart = (x.mean(0) - y.mean(0)).square().sum();
    return (apart + sx.trace() + sy.trace() - 2.0 * cross).item<double>();
}

InceptionScore inception_score(const at::Tensor& logits, int splits)
{
    check_features(logits, "logits");
    if (splits < 1 || splits > logits.size(0))
        throw Error(ErrorCode::BadArgument, "There must be at least one picture in each split.",
                    "splits");
    const auto p = at::softmax(logits.to(at::kDouble), 1);
    std::vector<double> scores;
    const auto n = p.size(0);
    for (int i = 0; i < splits; ++i) {
        const auto begin = i * n / splits, end = (i + 1) * n / splits;
        const auto part = p.slice(0, begin, end);
        const auto average = part.mean(0, true);
        const auto divergence = at::xlogy(part, part) - at::xlogy(part, average);
        scores.push_back(divergence.sum(1).mean().exp().item<double>());
    }
    const auto all = at::tensor(scores, at::kDouble);
    return {all.mean().item<double>(), all.std(false).item<double>()};
}

PrecisionRecall precision_recall(const at::Tensor& real, const at::Tensor& fake, int k)
{
    check_features(real, "real");
    check_features(fake, "fake");
    check_shape(fake, {-1, real.size(1)}, "fake");
    if (k < 1 || k >= std::min(real.size(0), fake.size(0)))
        throw Error(ErrorCode::BadArgument,
                    "The number of neighbours must be at least 1 and less than the pictures.", "k");
    const auto x = real.to(at::kDouble), y = fake.to(at::kDouble);
    return {share_inside(y, x, radii(x, k)), share_inside(x, y, radii(y, k))};
}

}  // namespace ldm::metric
