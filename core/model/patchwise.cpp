// SPDX-License-Identifier: MIT
#include "model/patchwise.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::model {

namespace {

// The patches along one axis.
struct Axis {
    std::int64_t whole, patch;
    std::vector<std::int64_t> begins;

    Axis(std::int64_t whole_size, std::int64_t patch_size, std::int64_t stride)
        : whole(whole_size), patch(std::min(patch_size, whole_size))
    {
        for (std::int64_t begin = 0; begin + patch <= whole; begin += stride)
            begins.push_back(begin);
        if (begins.back() + patch < whole)
            begins.push_back(whole - patch);
    }

    bool is_first(std::size_t i) const { return begins[i] == 0; }
    bool is_last(std::size_t i) const { return begins[i] + patch == whole; }
};

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

// One side's weights: nothing in the outer half of the margin, a ramp in the inner half; full at
// the ends of the whole.
at::Tensor margin_weights(std::int64_t count, double margin, bool first, bool last)
{
    const auto cell = at::arange(count, at::kFloat) + 0.5;
    const auto ramp = [&](const at::Tensor& distance) {
        return ((distance - margin / 2) / (margin / 2)).clamp(0.0, 1.0);
    };
    auto weights = at::ones({count});
    if (!first)
        weights = weights * ramp(cell);
    if (!last)
        weights = weights * ramp(double(count) - cell);
    return weights;
}

void check(const PatchOptions& o, PatchScale scale)
{
    const auto fits = [&](int size) { return size > 0 && size % scale.down == 0; };
    if (!fits(o.height) || !fits(o.width) || !fits(o.stride_y) || !fits(o.stride_x))
        throw Error(ErrorCode::BadArgument,
                    "Patches and their strides must be positive multiples of " +
                        std::to_string(scale.down) + ".",
                    "ks");
    const auto overlaps = [&](int size, int stride) {
        return 2 * (size - stride) >= 3 * *o.margin;
    };
    if (o.margin &&
        (*o.margin < 1 || !overlaps(o.height, o.stride_y) || !overlaps(o.width, o.stride_x)))
        throw Error(ErrorCode::BadArgument,
                    "Patches that give up a margin must overlap by one and a half of it.",
                    "margin");
}

// Weights of patches in the output, by their place.
class Weights {
public:
    Weights(const Axis& rows, const Axis& columns, const PatchOptions& options, double growth)
        : rows_(rows), columns_(columns), options_(options), growth_(growth)
    {
        const auto grown = [growth](std::int64_t size) { return std::int64_t(size * growth); };
        border_ = border_weights(grown(rows.patch), grown(columns.patch), options.clip_min,
                                 options.clip_max);
        ties_ =
            border_weights(std::int64_t(rows.begins.size()), std::int64_t(columns.begins.size()),
                           options.clip_min_tie, options.clip_max_tie);
    }

    at::Tensor of(std::size_t i, std::size_t j) const
    {
        if (options_.margin) {
            const double margin = *options_.margin * growth_;
            const auto y =
                margin_weights(border_.size(0), margin, rows_.is_first(i), rows_.is_last(i));
            const auto x =
                margin_weights(border_.size(1), margin, columns_.is_first(j), columns_.is_last(j));
            return y.unsqueeze(1) * x.unsqueeze(0);
        }
        return options_.tie_breaker ? border_ * ties_[std::int64_t(i)][std::int64_t(j)] : border_;
    }

private:
    const Axis& rows_;
    const Axis& columns_;
    const PatchOptions& options_;
    double growth_;
    at::Tensor border_, ties_;
};

// The rows of the output that patches may still change.
struct Band {
    at::Tensor sum, total;

    void add(const at::Tensor& patch, const at::Tensor& weights, std::int64_t left,
             std::int64_t width)
    {
        if (!sum.defined()) {
            sum = at::zeros({patch.size(0), patch.size(1), patch.size(2), width}, patch.options());
            total = at::zeros({patch.size(2), width}, patch.options());
        }
        sum.narrow(3, left, patch.size(3)).add_(patch * weights);
        total.narrow(1, left, patch.size(3)).add_(weights);
    }

    // Takes the first `count` rows out, blended; those below move up.
    at::Tensor take(std::int64_t count)
    {
        const auto done = sum.narrow(2, 0, count) / total.narrow(0, 0, count);
        const auto rest = sum.size(2) - count;
        const auto shift = [&](at::Tensor& t, std::int64_t axis) {
            auto moved = at::zeros_like(t);
            moved.narrow(axis, 0, rest).copy_(t.narrow(axis, count, rest));
            t = moved;
        };
        shift(sum, 2);
        shift(total, 0);
        return done;
    }
};

}  // namespace

void patchwise(const at::Tensor& input, const PatchOptions& options, PatchScale scale,
               const PatchWork& work, const RowSink& sink, const PatchWatch& watch)
{
    check_shape(input, {-1, -1, -1, -1}, "input");
    check(options, scale);
    const auto scaled = [scale](std::int64_t size) { return size * scale.up / scale.down; };
    const Axis rows(input.size(2), options.height, options.stride_y);
    const Axis columns(input.size(3), options.width, options.stride_x);
    const Weights weights(rows, columns, options, double(scale.up) / scale.down);
    const auto across = columns.begins.size();
    Band band;
    for (std::size_t i = 0; i < rows.begins.size(); ++i) {
        for (std::size_t j = 0; j < across; ++j) {
            if (watch)
                watch(std::int64_t(i * across + j), std::int64_t(rows.begins.size() * across));
            const auto patch = input.narrow(2, rows.begins[i], rows.patch)
                                   .narrow(3, columns.begins[j], columns.patch);
            const auto out = work(patch, rows.begins[i], columns.begins[j]).to(at::kFloat);
            check_shape(out, {input.size(0), -1, scaled(rows.patch), scaled(columns.patch)},
                        "patch");
            band.add(out, weights.of(i, j).to(out.device()), scaled(columns.begins[j]),
                     scaled(input.size(3)));
        }
        const auto top = scaled(rows.begins[i]);
        const auto end = rows.is_last(i) ? scaled(input.size(2)) : scaled(rows.begins[i + 1]);
        sink(top, band.take(end - top));
    }
}

at::Tensor patchwise(const at::Tensor& input, const PatchOptions& options, PatchScale scale,
                     const PatchWork& work, const PatchWatch& watch)
{
    at::Tensor whole;
    const auto keep = [&](std::int64_t top, const at::Tensor& rows) {
        if (!whole.defined())
            whole = at::empty(
                {rows.size(0), rows.size(1), input.size(2) * scale.up / scale.down, rows.size(3)},
                rows.options());
        whole.narrow(2, top, rows.size(2)).copy_(rows);
    };
    patchwise(input, options, scale, work, keep, watch);
    return whole;
}

diffusion::Network patchwise(diffusion::Network network, const PatchOptions& options,
                             PatchWatch watch)
{
    return [network = std::move(network), options, watch = std::move(watch)](
               const at::Tensor& x_t, const at::Tensor& t, const diffusion::Condition& condition) {
        return patchwise(
            x_t, options, {},
            [&](const at::Tensor& patch, std::int64_t top, std::int64_t left) {
                auto c = condition;
                if (c.concat.defined())
                    c.concat =
                        c.concat.narrow(2, top, patch.size(2)).narrow(3, left, patch.size(3));
                return network(patch, t, c);
            },
            watch);
    };
}

diffusion::Network on_part(diffusion::Network network, const Part& part)
{
    return [network = std::move(network), part](const at::Tensor& x_t, const at::Tensor& t,
                                                const diffusion::Condition& condition) {
        if (part.height == 0 || part.width == 0)
            return at::zeros_like(x_t);
        const auto cut = [&part](const at::Tensor& whole) {
            return whole.narrow(2, part.top, part.height).narrow(3, part.left, part.width);
        };
        auto c = condition;
        if (c.concat.defined())
            c.concat = cut(c.concat);
        const auto answer = network(cut(x_t), t, c);
        auto whole =
            at::zeros({x_t.size(0), answer.size(1), x_t.size(2), x_t.size(3)}, answer.options());
        cut(whole).copy_(answer);
        return whole;
    };
}

}  // namespace ldm::model
