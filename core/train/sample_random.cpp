// SPDX-License-Identifier: MIT
#include "train/sample_random.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace ldm::train {

namespace {

std::uint64_t mix(std::uint64_t z)
{
    z += 0x9E3779B97F4A7C15ull;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ z >> 27) * 0x94D049BB133111EBull;
    return z ^ z >> 31;
}

}  // namespace

std::uint64_t mixed(std::uint64_t seed, std::int64_t number, Draw purpose)
{
    return mix(mix(mix(seed) ^ std::uint64_t(purpose)) ^ std::uint64_t(number));
}

double uniform(std::uint64_t seed, std::int64_t number, Draw purpose)
{
    return double(mixed(seed, number, purpose) >> 11) * 0x1p-53;
}

torch::Tensor sample_normal(std::uint64_t seed, const SampleRange& range, Draw purpose,
                            torch::IntArrayRef sizes)
{
    std::vector<torch::Tensor> samples;
    for (int i = 0; i < range.count; ++i) {
        const auto bits = mixed(seed, range.first + i, purpose);
        samples.push_back(at::empty(sizes, at::kFloat)
                              .normal_(0.0, 1.0, at::make_generator<at::CPUGeneratorImpl>(bits)));
    }
    return at::stack(samples);
}

torch::Tensor sample_integers(std::uint64_t seed, const SampleRange& range, Draw purpose,
                              std::int64_t bound)
{
    auto values = at::empty({range.count}, at::kLong);
    for (int i = 0; i < range.count; ++i)
        values.mutable_data_ptr<std::int64_t>()[i] =
            std::int64_t(uniform(seed, range.first + i, purpose) * double(bound));
    return values;
}

torch::Tensor sample_chance(std::uint64_t seed, const SampleRange& range, Draw purpose,
                            double share)
{
    auto values = at::empty({range.count}, at::kBool);
    for (int i = 0; i < range.count; ++i)
        values.mutable_data_ptr<bool>()[i] = uniform(seed, range.first + i, purpose) < share;
    return values;
}

}  // namespace ldm::train
