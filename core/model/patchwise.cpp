// SPDX-License-Identifier: MIT
#include "model/patchwise.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::model {

namespace {

// Where the patches of one axis begin.
std::vector<std::int64_t> places(std::int64_t whole, std::int64_t patch, std::int64_t stride)
{
    std::vector<std::int64_t> begins;
    for (std::int64_t begin = 0; begin + patch <= whole; begin += stride)
        begins.push_back(begin);
    if (begins.back() + patch < whole)
        begins.push_back(whole - patch);
    return begins;
}

// Distance of each of `count` cells to the nearer end, as a share of the whole: 0 … 1/2.
at::Tensor end_distance(std::int64_t count)
{
    if (count == 1)
        return at::full({1}, 0.5);
    const auto u = at::arange(count, at::kFloat) / double(count - 1);
    return at::minimum(u, 1.0 - u);
}

// [h,w]: distance to the nearest border, clipped.
at::Tensor border_weights(std::int64_t height, std::int64_t width, double low, double high)
{
    return at::minimum(end_distance(height).unsqueeze(1), end_distance(width).unsqueeze(0))
        .clamp(low, high);
}

void check(const PatchOptions& o, PatchScale scale)
{
    const auto fits = [&](int size) { return size > 0 && size % scale.down == 0; };
    if (!fits(o.height) || !fits(o.width) || !fits(o.stride_y) || !fits(o.stride_x))
        throw Error(ErrorCode::BadArgument,
                    "Patches and their strides must be positive multiples of " +
                        std::to_string(scale.down) + ".",
                    "ks");
}

}  // namespace

at::Tensor patchwise(const at::Tensor& input, const PatchOptions& options, PatchScale scale,
                     const PatchWork& work)
{
    check_shape(input, {-1, -1, -1, -1}, "input");
    check(options, scale);
    const auto scaled = [scale](std::int64_t size) { return size * scale.up / scale.down; };
    const auto height = std::min<std::int64_t>(options.height, input.size(2));
    const auto width = std::min<std::int64_t>(options.width, input.size(3));
    const auto rows = places(input.size(2), height, options.stride_y);
    const auto columns = places(input.size(3), width, options.stride_x);
    const auto weights =
        border_weights(scaled(height), scaled(width), options.clip_min, options.clip_max);
    const auto ties = border_weights(std::int64_t(rows.size()), std::int64_t(columns.size()),
                                     options.clip_min_tie, options.clip_max_tie);
    at::Tensor sum;
    const auto total = at::zeros({scaled(input.size(2)), scaled(input.size(3))});
    for (size_t i = 0; i < rows.size(); ++i)
        for (size_t j = 0; j < columns.size(); ++j) {
            const auto patch = input.narrow(2, rows[i], height).narrow(3, columns[j], width);
            const auto out = work(patch, rows[i], columns[j]).to(at::kFloat);
            check_shape(out, {input.size(0), -1, weights.size(0), weights.size(1)}, "patch");
            if (!sum.defined())
                sum = at::zeros({out.size(0), out.size(1), total.size(0), total.size(1)});
            const auto w =
                options.tie_breaker ? weights * ties[std::int64_t(i)][std::int64_t(j)] : weights;
            const auto add = [&](const at::Tensor& whole, const at::Tensor& part) {
                whole.narrow(-2, scaled(rows[i]), part.size(-2))
                    .narrow(-1, scaled(columns[j]), part.size(-1))
                    .add_(part);
            };
            add(sum, out * w);
            add(total, w);
        }
    return sum / total;
}

diffusion::Network patchwise(diffusion::Network network, const PatchOptions& options)
{
    return [network = std::move(network), options](const at::Tensor& x_t, const at::Tensor& t,
                                                   const diffusion::Condition& condition) {
        return patchwise(
            x_t, options, {}, [&](const at::Tensor& patch, std::int64_t top, std::int64_t left) {
                auto c = condition;
                if (c.concat.defined())
                    c.concat =
                        c.concat.narrow(2, top, patch.size(2)).narrow(3, left, patch.size(3));
                return network(patch, t, c);
            });
    };
}

}  // namespace ldm::model
