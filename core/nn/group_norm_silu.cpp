// SPDX-License-Identifier: MIT
#include "nn/group_norm_silu.h"

#include "nn/norm_kernels.h"
#include "runtime/operators.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/autograd.h>
#include <torch/library.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace ldm::nn {

namespace {

struct Extent {
    int64_t batch, channels, pixels, groups;

    int64_t picture() const { return pixels * channels; }
    double group_size() const { return double(channels / groups) * double(pixels); }
};

Extent extent_of(const at::Tensor& x, int64_t groups)
{
    return {x.size(0), x.size(1), x.size(2) * x.size(3), groups};
}

// Two sums for each channel of one picture, [2,channels]: `add(first, count, sums)` adds those of
// some pixels. Partial sums are added in a fixed order: they do not depend on the threads.
template <typename Add>
std::vector<double> channel_sums(const Extent& e, const Add& add)
{
    const int64_t chunk = std::max<int64_t>(1, 16384 / e.channels);
    const int64_t chunks = (e.pixels + chunk - 1) / chunk;
    std::vector<float> partial(size_t(chunks * 2 * e.channels), 0.0f);
    at::parallel_for(0, chunks, 1, [&](int64_t begin, int64_t end) {
        for (int64_t k = begin; k < end; ++k)
            add(k * chunk, std::min(chunk, e.pixels - k * chunk),
                partial.data() + k * 2 * e.channels);
    });
    std::vector<double> sums(size_t(2 * e.channels), 0.0);
    for (int64_t k = 0; k < chunks; ++k)
        for (int64_t c = 0; c < 2 * e.channels; ++c)
            sums[c] += partial[k * 2 * e.channels + c];
    return sums;
}

// Calls `work(first, count)` for all pixels, in parts on several threads.
template <typename Work>
void for_pixels(const Extent& e, const Work& work)
{
    const int64_t grain = std::max<int64_t>(1, 16384 / e.channels);
    at::parallel_for(0, e.pixels, grain,
                     [&](int64_t begin, int64_t end) { work(begin, end - begin); });
}

// Of [2,channels] the sums over each group, at every channel of the group.
template <typename Visit>
void for_groups(const Extent& e, const double* first, const double* second, const Visit& visit)
{
    const int64_t width = e.channels / e.groups;
    for (int64_t g = 0; g < e.channels; g += width) {
        double a = 0.0, b = 0.0;
        for (int64_t c = g; c < g + width; ++c) {
            a += first[c];
            b += second[c];
        }
        for (int64_t c = g; c < g + width; ++c)
            visit(c, a, b);
    }
}

// Mean and 1/deviation of each channel's group, of one picture: [2,channels].
template <typename T>
void find_moments(const T* x, const Extent& e, double eps, float* mean, float* rstd)
{
    const auto sums = channel_sums(e, [&](int64_t first, int64_t count, float* sum) {
        kernels::accumulate(x + first * e.channels, count, e.channels, sum, sum + e.channels);
    });
    for_groups(e, sums.data(), sums.data() + e.channels, [&](int64_t c, double sum, double square) {
        const double m = sum / e.group_size();
        mean[c] = float(m);
        rstd[c] = float(1.0 / std::sqrt(std::max(square / e.group_size() - m * m, 0.0) + eps));
    });
}

// The raw values of a tensor, as kernels take them.
template <typename T>
T* values(const at::Tensor& t)
{
    return static_cast<T*>(t.data_ptr());
}

// moments: [B,2,C] fp32, filled here
template <typename T>
void forward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, int64_t groups,
             double eps, const at::Tensor& y, const at::Tensor& moments)
{
    const Extent e = extent_of(x, groups);
    for (int64_t b = 0; b < e.batch; ++b) {
        const T* in = values<T>(x) + b * e.picture();
        T* out = values<T>(y) + b * e.picture();
        float* mean = values<float>(moments) + b * 2 * e.channels;
        find_moments(in, e, eps, mean, mean + e.channels);
        const kernels::Norm norm{mean, mean + e.channels, values<float>(weight),
                                 values<float>(bias)};
        for_pixels(e, [&](int64_t first, int64_t count) {
            kernels::norm_silu(in + first * e.channels, out + first * e.channels, count, e.channels,
                               norm);
        });
    }
}

// d_affine: [2,C] fp64, the gradients of bias and weight, added to
template <typename T>
void backward(const at::Tensor& x, const at::Tensor& dy, const at::Tensor& weight,
              const at::Tensor& bias, int64_t groups, const at::Tensor& moments,
              const at::Tensor& dx, const at::Tensor& d_affine)
{
    const Extent e = extent_of(x, groups);
    const float* w = values<float>(weight);
    double* total = values<double>(d_affine);
    std::vector<double> weighted(size_t(2 * e.channels));
    std::vector<float> a(size_t(e.channels)), b(size_t(e.channels));
    for (int64_t n = 0; n < e.batch; ++n) {
        const T* in = values<T>(x) + n * e.picture();
        const T* grad = values<T>(dy) + n * e.picture();
        T* out = values<T>(dx) + n * e.picture();
        const float* mean = values<float>(moments) + n * 2 * e.channels;
        const kernels::Norm norm{mean, mean + e.channels, w, values<float>(bias)};
        const auto sums = channel_sums(e, [&](int64_t first, int64_t count, float* sum) {
            kernels::norm_silu_sums(in + first * e.channels, grad + first * e.channels, count,
                                    e.channels, norm, sum, sum + e.channels);
        });
        for (int64_t c = 0; c < 2 * e.channels; ++c) {
            total[c] += sums[c];
            weighted[c] = sums[c] * w[c % e.channels];
        }
        for_groups(e, weighted.data(), weighted.data() + e.channels,
                   [&](int64_t c, double du, double dux) {
                       a[c] = float(du / e.group_size());
                       b[c] = float(dux / e.group_size());
                   });
        for_pixels(e, [&](int64_t first, int64_t count) {
            const int64_t at = first * e.channels;
            kernels::norm_silu_grad(in + at, grad + at, out + at, count, e.channels, norm, a.data(),
                                    b.data());
        });
    }
}

// moments: [B,2,C] fp32, filled here
at::Tensor fused_cpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                     int64_t groups, double eps, const at::Tensor& moments)
{
    auto y = at::empty_like(x);
    const auto run = x.scalar_type() == at::kFloat ? forward<float> : forward<std::uint16_t>;
    run(x, weight, bias, groups, eps, y, moments);
    return y;
}

at::Tensor empty_moments(const at::Tensor& x)
{
    return at::empty({x.size(0), 2, x.size(1)}, x.options().dtype(at::kFloat));
}

class FusedFunction : public torch::autograd::Function<FusedFunction> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x,
                              const at::Tensor& weight, const at::Tensor& bias, int64_t groups,
                              double eps)
    {
        const auto moments = empty_moments(x);
        context->save_for_backward({x, weight, bias, moments});
        context->saved_data["groups"] = groups;
        return fused_cpu(x, weight, bias, groups, eps, moments);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto& x = saved[0];
        const auto dy = gradients[0].to(x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast);
        auto dx = at::empty_like(x);
        const auto d_affine = at::zeros({2, x.size(1)}, x.options().dtype(at::kDouble));
        const auto run =
            x.scalar_type() == at::kFloat ? nn::backward<float> : nn::backward<std::uint16_t>;
        run(x, dy, saved[1], saved[2], context->saved_data["groups"].toInt(), saved[3], dx,
            d_affine);
        const auto affine = d_affine.to(at::kFloat);
        return {dx, affine[1], affine[0], {}, {}};
    }
};

bool can_fuse(const at::Tensor& x, const at::Tensor& weight)
{
    return x.device().is_cpu() && x.dim() == 4 && x.is_contiguous(at::MemoryFormat::ChannelsLast) &&
           (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16) &&
           weight.scalar_type() == at::kFloat && weight.is_contiguous();
}

using Optional = std::optional<at::Tensor>;
using Registered = Operator<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                       int64_t, double, const Optional&, const Optional&)>;

const Registered& registered()
{
    static const Registered op("ldm::group_norm_silu");
    return op;
}

at::Tensor on_cpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                  int64_t groups, double eps, const Optional& scale, const Optional& shift)
{
    if (scale || !can_fuse(x, weight))
        return group_norm_silu_composed(x, weight, bias, groups, eps, scale, shift);
    return fused_cpu(x, weight, bias, groups, eps, empty_moments(x));
}

at::Tensor with_gradient(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                         int64_t groups, double eps, const Optional& scale, const Optional& shift)
{
    if (!wants_gradient(
            {x, weight, bias, scale.value_or(at::Tensor()), shift.value_or(at::Tensor())})) {
        const at::AutoDispatchBelowADInplaceOrView below;
        return registered()(x, weight, bias, groups, eps, scale, shift);
    }
    if (scale || !can_fuse(x, weight))
        return group_norm_silu_composed(x, weight, bias, groups, eps, scale, shift);
    return FusedFunction::apply(x, weight, bias, groups, eps);
}

}  // namespace

at::Tensor group_norm_silu_composed(const at::Tensor& x, const at::Tensor& weight,
                                    const at::Tensor& bias, int64_t groups, double eps,
                                    const Optional& scale, const Optional& shift)
{
    // LibTorch's GPU kernel wants all in one type.
    const bool alike = x.device().is_cpu();
    auto h = at::group_norm(x, groups, alike ? weight : weight.to(x.scalar_type()),
                            alike ? bias : bias.to(x.scalar_type()), eps, false);
    if (scale)
        h = h * (1 + scale->unsqueeze(-1).unsqueeze(-1)) + shift->unsqueeze(-1).unsqueeze(-1);
    return at::silu(h);
}

at::Tensor group_norm_silu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                           int64_t groups, double eps, const at::Tensor& scale,
                           const at::Tensor& shift)
{
    const auto optional = [](const at::Tensor& t) {
        return t.defined() ? std::optional(t) : std::nullopt;
    };
    return registered()(x, weight, bias, groups, eps, optional(scale), optional(shift));
}

TORCH_LIBRARY_IMPL(ldm, CompositeExplicitAutograd, library)
{
    library.impl("group_norm_silu", group_norm_silu_composed);
}

TORCH_LIBRARY_IMPL(ldm, CPU, library)
{
    library.impl("group_norm_silu", on_cpu);
}

TORCH_LIBRARY_IMPL(ldm, Autograd, library)
{
    library.impl("group_norm_silu", with_gradient);
}

}  // namespace ldm::nn
