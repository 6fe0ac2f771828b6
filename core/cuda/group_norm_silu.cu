// SPDX-License-Identifier: MIT
#include "cuda/launch.cuh"
#include "cuda/numbers.cuh"

#include <algorithm>

namespace ldm::cuda {

namespace {

constexpr int kWarp = 32;
constexpr std::int64_t kNumbersAPart = 8192;

// Of one part: mean and summed squared distance from it.
struct Part {
    float mean, square;
};

// Of a group.
struct Moments {
    float mean, rstd;
};

template <typename T>
__device__ T warp_sum(T v)
{
    for (int offset = kWarp / 2; offset > 0; offset /= 2)
        v += __shfl_down_sync(0xffffffffu, v, offset);
    return v;
}

__host__ __device__ inline std::int64_t pixels_a_part(const NormShape& s)
{
    const std::int64_t some = kNumbersAPart * s.groups / s.channels;
    return some < 1 ? 1 : some;
}

// One block for each group, part and picture, groups first: blocks that run side by side read the
// same memory lines. Numbers are taken relative to one of their own, so that a mean far from zero
// costs no digits.
template <typename T, int kCount>
__global__ void find_parts(const T* x, NormShape s, std::int64_t parts, Part* found)
{
    const int width = int(s.channels / s.groups), packs = width / kCount;
    const std::int64_t stretch = pixels_a_part(s), first = blockIdx.y * stretch;
    const std::int64_t rest = s.pixels - first;
    const int pixels = int(rest < stretch ? rest : stretch);
    const T* base = x + (blockIdx.z * s.pixels + first) * s.channels + blockIdx.x * width;
    const float origin = to_float(base[0]);
    float sum = 0.0f, square = 0.0f;
    for (int i = threadIdx.x; i < pixels * packs; i += kThreads) {
        const auto pack = load<T, kCount>(base + (i / packs) * s.channels + (i % packs) * kCount);
#pragma unroll
        for (int k = 0; k < kCount; ++k) {
            const float v = to_float(pack.v[k]) - origin;
            sum += v;
            square += v * v;
        }
    }
    __shared__ float shared[2][kThreads / kWarp];
    sum = warp_sum(sum);
    square = warp_sum(square);
    if (threadIdx.x % kWarp == 0) {
        shared[0][threadIdx.x / kWarp] = sum;
        shared[1][threadIdx.x / kWarp] = square;
    }
    __syncthreads();
    if (threadIdx.x > 0)
        return;
    double total = 0.0, squares = 0.0;
    for (int w = 0; w < kThreads / kWarp; ++w) {
        total += shared[0][w];
        squares += shared[1][w];
    }
    const double mean = total / (double(pixels) * width);
    found[(blockIdx.z * s.groups + blockIdx.x) * parts + blockIdx.y] = {
        float(origin + mean), float(squares - mean * total)};
}

// One warp for each group of each picture puts the parts together (Chan et al. 1979).
__global__ void join_parts(const Part* found, NormShape s, std::int64_t parts, double eps,
                             Moments* joined)
{
    const double width = double(s.channels / s.groups);
    const std::int64_t stretch = pixels_a_part(s);
    const Part* own = found + blockIdx.x * parts;
    const auto count = [&](std::int64_t part) {
        const std::int64_t rest = s.pixels - part * stretch;
        return width * double(rest < stretch ? rest : stretch);
    };
    double sum = 0.0;
    for (std::int64_t p = threadIdx.x; p < parts; p += kWarp)
        sum += count(p) * own[p].mean;
    const double all = width * double(s.pixels);
    const double mean = __shfl_sync(0xffffffffu, warp_sum(sum), 0) / all;
    double square = 0.0;
    for (std::int64_t p = threadIdx.x; p < parts; p += kWarp) {
        const double apart = own[p].mean - mean;
        square += own[p].square + count(p) * apart * apart;
    }
    square = warp_sum(square);
    if (threadIdx.x == 0)
        joined[blockIdx.x] = {float(mean), float(1.0 / sqrt(fmax(square / all, 0.0) + eps))};
}

// A channel's numbers: (x - mean)·factor + offset. The mean is taken off first: a group without
// spread has a factor so large that folding the two would lose the difference.
struct Channel {
    float mean, factor, offset;
};

template <typename T>
__device__ Channel channel_of(std::int64_t picture, int channel, const NormShape& s,
                              const NormFactors& f, const Moments* moments)
{
    const Moments m = moments[picture * s.groups + channel / int(s.channels / s.groups)];
    float factor = m.rstd * f.weight[channel], offset = f.bias[channel];
    if (f.scale) {
        const std::int64_t at = picture * f.stride + channel;
        const float grow = 1.0f + to_float(static_cast<const T*>(f.scale)[at]);
        factor *= grow;
        offset = offset * grow + to_float(static_cast<const T*>(f.shift)[at]);
    }
    return {m.mean, factor, offset};
}

// A block goes over some pixels of a picture; what it needs of the channels lies in its memory.
template <typename T, int kCount>
__global__ void norm_silu(const T* x, T* y, NormShape s, std::int64_t stretch, NormFactors f,
                          const Moments* moments)
{
    auto* channels = block_memory<Channel>();
    const std::int64_t picture = blockIdx.y;
    const int width = int(s.channels);
    for (int c = threadIdx.x; c < width; c += kThreads)
        channels[c] = channel_of<T>(picture, c, s, f, moments);
    __syncthreads();
    const std::int64_t first = blockIdx.x * stretch, rest = s.pixels - first;
    const std::int64_t begin = (picture * s.pixels + first) * s.channels;
    const int count = int(rest < stretch ? rest : stretch) * width;
    const int step = kThreads * kCount, turn = step % width;
    int channel = int(threadIdx.x) * kCount % width;
    for (int i = int(threadIdx.x) * kCount; i < count; i += step) {
        auto pack = load<T, kCount>(x + begin + i);
#pragma unroll
        for (int k = 0; k < kCount; ++k) {
            const Channel c = channels[channel + k];
            pack.v[k] = from_float<T>(silu((to_float(pack.v[k]) - c.mean) * c.factor + c.offset));
        }
        store(y + begin + i, pack);
        channel += turn;
        if (channel >= width)
            channel -= width;
    }
}

// Calls `work` with the most numbers, as a type, that packs of `width` numbers can be cut into.
template <typename T, typename Work>
void with_packs(std::int64_t width, bool allowed, const Work& work)
{
    if (allowed && width % kWidest<T> == 0)
        work(std::integral_constant<int, kWidest<T>>());
    else if (allowed && width % 4 == 0)
        work(std::integral_constant<int, 4>());
    else if (allowed && width % 2 == 0)
        work(std::integral_constant<int, 2>());
    else
        work(std::integral_constant<int, 1>());
}

}  // namespace

std::int64_t norm_parts(const NormShape& shape)
{
    return blocks_for(shape.pixels, pixels_a_part(shape));
}

void launch_group_norm_silu(const void* x, void* y, Number type, const NormShape& shape,
                            const NormFactors& factors, float* parts, float* moments,
                            cudaStream_t stream)
{
    const auto count = norm_parts(shape);
    auto* found = reinterpret_cast<Part*>(parts);
    auto* joined = reinterpret_cast<Moments*>(moments);
    const std::int64_t stretch = std::max<std::int64_t>(1, 32768 / shape.channels);
    const dim3 blocks(unsigned(shape.groups), unsigned(count), unsigned(shape.batch));
    const dim3 stretches(unsigned(blocks_for(shape.pixels, stretch)), unsigned(shape.batch));
    const auto memory = std::size_t(shape.channels) * sizeof(Channel);
    with_type(type, [&](auto* tag) {
        using T = std::remove_pointer_t<decltype(tag)>;
        const auto* in = static_cast<const T*>(x);
        with_packs<T>(shape.channels / shape.groups, aligned(x), [&](auto packed) {
            launch(find_parts<T, decltype(packed)::value>, blocks, kThreads, 0, stream, in, shape,
                   count, found);
        });
        launch(join_parts, dim3(unsigned(shape.batch * shape.groups)), kWarp, 0, stream, found,
               shape, count, factors.eps, joined);
        with_packs<T>(shape.channels, aligned(x, y), [&](auto packed) {
            launch(norm_silu<T, decltype(packed)::value>, stretches, kThreads, memory, stream, in,
                   static_cast<T*>(y), shape, stretch, factors, joined);
        });
    });
}

}  // namespace ldm::cuda
