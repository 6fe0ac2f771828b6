// SPDX-License-Identifier: MIT
#include "nn/group_norm_silu.h"

#include "nn/norm_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace ldm::nn {

namespace {

at::Tensor composed(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                    int64_t groups, double eps)
{
    return at::silu(at::group_norm(x, groups, weight, bias, eps, false));
}

struct Extent {
    int64_t batch, channels, pixels, groups;
};

// The mean and scale of each channel, from the sums of all pixels.
struct Moments {
    std::vector<float> mean, scale;
};

Moments moments_of(const Extent& e, const double* sums, const float* weight, double eps)
{
    Moments m{std::vector<float>(e.channels), std::vector<float>(e.channels)};
    const int64_t width = e.channels / e.groups;
    const double count = double(width) * double(e.pixels);
    for (int64_t g = 0; g < e.groups; ++g) {
        double sum = 0.0, square = 0.0;
        for (int64_t c = g * width; c < (g + 1) * width; ++c) {
            sum += sums[c];
            square += sums[e.channels + c];
        }
        const double mean = sum / count;
        const double inverse = 1.0 / std::sqrt(std::max(square / count - mean * mean, 0.0) + eps);
        for (int64_t c = g * width; c < (g + 1) * width; ++c) {
            m.mean[c] = float(mean);
            m.scale[c] = float(weight[c] * inverse);
        }
    }
    return m;
}

template <typename T>
void run(const T* x, T* y, const Extent& e, const float* weight, const float* bias, double eps)
{
    const int64_t chunk = std::max<int64_t>(1, 16384 / e.channels);
    const int64_t chunks = (e.pixels + chunk - 1) / chunk;
    for (int64_t b = 0; b < e.batch; ++b) {
        const T* in = x + b * e.pixels * e.channels;
        T* out = y + b * e.pixels * e.channels;
        // Partial sums a chunk, added in a fixed order: the result does not depend on the threads.
        std::vector<float> partial(size_t(chunks * 2 * e.channels), 0.0f);
        at::parallel_for(0, chunks, 1, [&](int64_t begin, int64_t end) {
            for (int64_t k = begin; k < end; ++k) {
                float* sum = partial.data() + k * 2 * e.channels;
                kernels::accumulate(in + k * chunk * e.channels,
                                    std::min(chunk, e.pixels - k * chunk), e.channels, sum,
                                    sum + e.channels);
            }
        });
        std::vector<double> sums(size_t(2 * e.channels), 0.0);
        for (int64_t k = 0; k < chunks; ++k)
            for (int64_t c = 0; c < 2 * e.channels; ++c)
                sums[c] += partial[k * 2 * e.channels + c];
        const auto moments = moments_of(e, sums.data(), weight, eps);
        const kernels::Affine affine{moments.mean.data(), moments.scale.data(), bias};
        at::parallel_for(0, chunks, 1, [&](int64_t begin, int64_t end) {
            const int64_t first = begin * chunk;
            kernels::affine_silu(in + first * e.channels, out + first * e.channels,
                                 std::min(end * chunk, e.pixels) - first, e.channels, affine);
        });
    }
}

at::Tensor fused_cpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                     int64_t groups, double eps)
{
    auto y = at::empty_like(x);
    const Extent e{x.size(0), x.size(1), x.size(2) * x.size(3), groups};
    const float* w = weight.const_data_ptr<float>();
    const float* b = bias.const_data_ptr<float>();
    if (x.scalar_type() == at::kFloat)
        run(x.const_data_ptr<float>(), y.mutable_data_ptr<float>(), e, w, b, eps);
    else
        run(reinterpret_cast<const std::uint16_t*>(x.const_data_ptr<at::BFloat16>()),
            reinterpret_cast<std::uint16_t*>(y.mutable_data_ptr<at::BFloat16>()), e, w, b, eps);
    return y;
}

bool can_fuse(const at::Tensor& x, const at::Tensor& weight)
{
    return !at::GradMode::is_enabled() && x.device().is_cpu() && x.dim() == 4 &&
           x.is_contiguous(at::MemoryFormat::ChannelsLast) &&
           (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16) &&
           weight.scalar_type() == at::kFloat && weight.is_contiguous();
}

}  // namespace

at::Tensor group_norm_silu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                           int64_t groups, double eps)
{
    return can_fuse(x, weight) ? fused_cpu(x, weight, bias, groups, eps)
                               : composed(x, weight, bias, groups, eps);
}

}  // namespace ldm::nn
