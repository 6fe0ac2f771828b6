// SPDX-License-Identifier: MIT
#include "cuda/kernels.h"

#include <cuda_bf16.h>
#include <cuda_fp16.h>

namespace ldm::cuda {

namespace {

constexpr int kThreads = 256;

__device__ float to_float(float v) { return v; }
__device__ float to_float(__half v) { return __half2float(v); }
__device__ float to_float(__nv_bfloat16 v) { return __bfloat162float(v); }

template <typename T>
__device__ T from_float(float v);
template <>
__device__ float from_float<float>(float v) { return v; }
template <>
__device__ __half from_float<__half>(float v) { return __float2half_rn(v); }
template <>
__device__ __nv_bfloat16 from_float<__nv_bfloat16>(float v) { return __float2bfloat16_rn(v); }

// Sixteen bytes of numbers, read and written at once.
template <typename T>
struct alignas(16) Pack {
    static constexpr int kCount = 16 / sizeof(T);
    T v[kCount];
};

__device__ float silu(float v) { return v / (1.0f + __expf(-v)); }

// Exact GELU: erff keeps fp32's accuracy.
__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678118654752f)); }

__device__ float warp_sum(float v)
{
    for (int offset = 16; offset > 0; offset /= 2)
        v += __shfl_down_sync(0xffffffffu, v, offset);
    return v;
}

// One block adds up a stretch of pixels of one group of one picture: x = stretch, y = group,
// z = picture. A group's channels lie side by side, so neighbouring threads read neighbours.
template <typename T>
__global__ void group_sums(const T* x, NormShape s, std::int64_t stretch, double* sums)
{
    const int per_group = int(s.channels / s.groups);
    const std::int64_t first = blockIdx.x * stretch;
    const std::int64_t last = min(first + stretch, s.pixels);
    const T* base = x + (blockIdx.z * s.pixels) * s.channels + blockIdx.y * per_group;
    const std::int64_t count = (last - first) * per_group;
    float sum = 0.0f, square = 0.0f;
    for (std::int64_t i = threadIdx.x; i < count; i += kThreads) {
        const std::int64_t pixel = first + i / per_group;
        const float v = to_float(base[pixel * s.channels + i % per_group]);
        sum += v;
        square += v * v;
    }
    __shared__ float shared[2][kThreads / 32];
    sum = warp_sum(sum);
    square = warp_sum(square);
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
    if (lane == 0) {
        shared[0][warp] = sum;
        shared[1][warp] = square;
    }
    __syncthreads();
    if (threadIdx.x == 0) {
        double total = 0.0, squares = 0.0;
        for (int w = 0; w < kThreads / 32; ++w) {
            total += shared[0][w];
            squares += shared[1][w];
        }
        double* out = sums + (blockIdx.z * s.groups + blockIdx.y) * 2;
        atomicAdd(out, total);
        atomicAdd(out + 1, squares);
    }
}

// What a channel's numbers are multiplied with and what is added, all factors in one.
struct Affine {
    float factor, offset;
};

template <typename T>
__device__ Affine affine_of(std::int64_t picture, int channel, NormShape s, const double* sums,
                            double eps, const float* weight, const float* bias, const T* scale,
                            const T* shift)
{
    const int group = channel / int(s.channels / s.groups);
    const double count = double(s.pixels) * double(s.channels / s.groups);
    const double* moments = sums + (picture * s.groups + group) * 2;
    const double mean = moments[0] / count;
    const double variance = fmax(moments[1] / count - mean * mean, 0.0);
    const float rstd = float(rsqrt(variance + eps));
    float factor = rstd * weight[channel];
    float offset = bias[channel] - float(mean) * factor;
    if (scale) {
        const float grow = 1.0f + to_float(scale[picture * s.channels + channel]);
        factor *= grow;
        offset = offset * grow + to_float(shift[picture * s.channels + channel]);
    }
    return {factor, offset};
}

// Affine factors of one picture's channels lie in shared memory; a block goes over some pixels.
template <typename T, int kWide>
__global__ void norm_silu(const T* x, T* y, NormShape s, std::int64_t stretch, const double* sums,
                          double eps, const float* weight, const float* bias, const T* scale,
                          const T* shift)
{
    extern __shared__ Affine affine[];
    const std::int64_t picture = blockIdx.y;
    for (int c = threadIdx.x; c < s.channels; c += kThreads)
        affine[c] = affine_of(picture, c, s, sums, eps, weight, bias, scale, shift);
    __syncthreads();
    const std::int64_t first = blockIdx.x * stretch;
    const std::int64_t last = min(first + stretch, s.pixels);
    const std::int64_t begin = (picture * s.pixels + first) * s.channels;
    const std::int64_t count = (last - first) * s.channels;
    for (std::int64_t i = std::int64_t(threadIdx.x) * kWide; i < count;
         i += std::int64_t(kThreads) * kWide) {
        const int channel = int(i % s.channels);
        if constexpr (kWide > 1) {
            Pack<T> pack = *reinterpret_cast<const Pack<T>*>(x + begin + i);
#pragma unroll
            for (int k = 0; k < kWide; ++k) {
                const Affine a = affine[channel + k];
                pack.v[k] = from_float<T>(silu(to_float(pack.v[k]) * a.factor + a.offset));
            }
            *reinterpret_cast<Pack<T>*>(y + begin + i) = pack;
        } else {
            const Affine a = affine[channel];
            y[begin + i] = from_float<T>(silu(to_float(x[begin + i]) * a.factor + a.offset));
        }
    }
}

template <typename T>
__global__ void geglu(const T* x, T* y, std::int64_t rows, std::int64_t width)
{
    const std::int64_t count = rows * width;
    for (std::int64_t i = blockIdx.x * std::int64_t(kThreads) + threadIdx.x; i < count;
         i += std::int64_t(gridDim.x) * kThreads) {
        const std::int64_t row = i / width, column = i % width;
        const T* in = x + row * 2 * width + column;
        y[i] = from_float<T>(to_float(in[0]) * gelu(to_float(in[width])));
    }
}

// A thread a row; the codebook passes through shared memory in slices. Distances as in the
// reference: |z|² + |e|² - 2·z·e, without the part that is the same for all codes.
__global__ void nearest_code(const float* rows, const float* codebook, std::int64_t* index,
                             std::int64_t count, std::int64_t codes, int width, int slice)
{
    extern __shared__ float shared[];  // slice codes, then their squares
    float* squares = shared + std::int64_t(slice) * width;
    const std::int64_t row = blockIdx.x * std::int64_t(kThreads) + threadIdx.x;
    const float* z = rows + (row < count ? row : 0) * width;
    float best = 3.402823466e38f;
    std::int64_t found = 0;
    for (std::int64_t from = 0; from < codes; from += slice) {
        const int here = int(min(std::int64_t(slice), codes - from));
        __syncthreads();
        for (int i = threadIdx.x; i < here * width; i += kThreads)
            shared[i] = codebook[from * width + i];
        __syncthreads();
        for (int i = threadIdx.x; i < here; i += kThreads) {
            float sum = 0.0f;
            for (int d = 0; d < width; ++d)
                sum += shared[i * width + d] * shared[i * width + d];
            squares[i] = sum;
        }
        __syncthreads();
        for (int i = 0; i < here; ++i) {
            float dot = 0.0f;
            for (int d = 0; d < width; ++d)
                dot += z[d] * shared[i * width + d];
            const float distance = squares[i] - 2.0f * dot;
            if (distance < best) {
                best = distance;
                found = from + i;
            }
        }
    }
    if (row < count)
        index[row] = found;
}

// Calls work.template operator()<T>() for the type of numbers.
template <typename Work>
void with_type(Number type, const Work& work)
{
    switch (type) {
    case Number::Float: work(static_cast<const float*>(nullptr)); break;
    case Number::Half: work(static_cast<const __half*>(nullptr)); break;
    case Number::BFloat16: work(static_cast<const __nv_bfloat16*>(nullptr)); break;
    }
}

std::int64_t blocks_for(std::int64_t count, std::int64_t each)
{
    return (count + each - 1) / each;
}

}  // namespace

void launch_group_sums(const void* x, Number type, NormShape shape, double* sums,
                       cudaStream_t stream)
{
    // Some thousand numbers a block: fp32 sums of them lose nothing that matters.
    const std::int64_t stretch =
        max(std::int64_t(1), std::int64_t(8192) * shape.groups / shape.channels);
    const dim3 grid(unsigned(blocks_for(shape.pixels, stretch)), unsigned(shape.groups),
                    unsigned(shape.batch));
    with_type(type, [&](auto* tag) {
        using T = std::remove_const_t<std::remove_pointer_t<decltype(tag)>>;
        group_sums<T><<<grid, kThreads, 0, stream>>>(static_cast<const T*>(x), shape, stretch, sums);
    });
}

void launch_norm_silu(const void* x, void* y, Number type, NormShape shape, const double* sums,
                      double eps, const float* weight, const float* bias, const void* scale,
                      const void* shift, cudaStream_t stream)
{
    const std::int64_t stretch = max(std::int64_t(1), std::int64_t(32768) / shape.channels);
    const dim3 grid(unsigned(blocks_for(shape.pixels, stretch)), unsigned(shape.batch));
    const std::size_t shared = std::size_t(shape.channels) * sizeof(Affine);
    with_type(type, [&](auto* tag) {
        using T = std::remove_const_t<std::remove_pointer_t<decltype(tag)>>;
        constexpr int kWide = Pack<T>::kCount;
        const auto aligned = [](const void* p) { return reinterpret_cast<std::uintptr_t>(p) % 16 == 0; };
        const bool wide = shape.channels % kWide == 0 && aligned(x) && aligned(y);
        const auto kernel = wide ? norm_silu<T, kWide> : norm_silu<T, 1>;
        kernel<<<grid, kThreads, shared, stream>>>(
            static_cast<const T*>(x), static_cast<T*>(y), shape, stretch, sums, eps, weight, bias,
            static_cast<const T*>(scale), static_cast<const T*>(shift));
    });
}

void launch_geglu(const void* x, void* y, Number type, std::int64_t rows, std::int64_t width,
                  cudaStream_t stream)
{
    const auto blocks = unsigned(min(blocks_for(rows * width, kThreads), std::int64_t(65535)));
    with_type(type, [&](auto* tag) {
        using T = std::remove_const_t<std::remove_pointer_t<decltype(tag)>>;
        geglu<T><<<blocks, kThreads, 0, stream>>>(static_cast<const T*>(x), static_cast<T*>(y),
                                                  rows, width);
    });
}

void launch_nearest_code(const float* rows, const float* codebook, std::int64_t* index,
                         std::int64_t count, std::int64_t codes, std::int64_t width,
                         cudaStream_t stream)
{
    constexpr std::int64_t kSharedFloats = 8192;  // 32 KiB, on every GPU
    const int slice = int(max(std::int64_t(1), kSharedFloats / (width + 1)));
    const std::size_t shared = std::size_t(slice) * std::size_t(width + 1) * sizeof(float);
    nearest_code<<<unsigned(blocks_for(count, kThreads)), kThreads, shared, stream>>>(
        rows, codebook, index, count, codes, int(width), slice);
}

}  // namespace ldm::cuda
