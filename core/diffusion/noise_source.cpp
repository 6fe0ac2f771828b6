// SPDX-License-Identifier: MIT
#include "diffusion/noise_source.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <array>
#include <cmath>
#include <numbers>

namespace ldm::diffusion {

namespace {

// Philox 4×32 with 10 rounds: 128 random bits from a 128-bit counter and a 64-bit key.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::uint64_t key)
{
    auto k0 = std::uint32_t(key), k1 = std::uint32_t(key >> 32);
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = 0xD2511F53ull * counter[0];
        const std::uint64_t b = 0xCD9E8D57ull * counter[2];
        counter = {std::uint32_t(b >> 32) ^ counter[1] ^ k0, std::uint32_t(b),
                   std::uint32_t(a >> 32) ^ counter[3] ^ k1, std::uint32_t(a)};
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return counter;
}

// One normal number a position (Box & Muller 1958).
float normal_at(std::array<std::uint32_t, 4> counter, std::uint64_t key)
{
    const auto bits = philox(counter, key);
    const double u = (double(bits[0]) + 0.5) * 0x1p-32;
    const double v = (double(bits[1]) + 0.5) * 0x1p-32;
    return float(std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v));
}

}  // namespace

void NoiseSource::skip(at::IntArrayRef shape, int draws)
{
    for (int i = 0; i < draws; ++i)
        normal(shape);
}

SequenceNoise::SequenceNoise(std::uint64_t seed)
    : generator_(at::make_generator<at::CPUGeneratorImpl>(seed))
{
}

at::Tensor SequenceNoise::normal(at::IntArrayRef shape)
{
    return at::randn(shape, generator_, at::TensorOptions().dtype(at::kFloat));
}

at::Tensor FieldNoise::normal(at::IntArrayRef shape)
{
    auto noise = at::empty(shape, at::kFloat);
    check_shape(noise, {-1, -1, -1, -1}, "noise");
    float* out = noise.mutable_data_ptr<float>();
    for (std::int64_t b = 0; b < shape[0]; ++b)
        for (std::int64_t c = 0; c < shape[1]; ++c)
            for (std::int64_t y = 0; y < shape[2]; ++y)
                for (std::int64_t x = 0; x < shape[3]; ++x)
                    *out++ = normal_at({std::uint32_t(left_ + x), std::uint32_t(top_ + y),
                                        std::uint32_t(c), draw_},
                                       seed_ + std::uint64_t(b));
    ++draw_;
    return noise;
}

at::Tensor GivenNoise::normal(at::IntArrayRef shape)
{
    if (next_ >= draws_.size())
        throw Error(ErrorCode::BadArgument, "All given noise tensors are used up.", "noise");
    check_shape(draws_[next_], shape, "noise");
    return draws_[next_++];
}

}  // namespace ldm::diffusion
