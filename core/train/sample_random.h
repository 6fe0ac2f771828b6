// SPDX-License-Identifier: MIT
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace ldm::train {

/// What a random number of training is for: each use has numbers of its own.
enum class Draw : std::uint64_t {
    Picture = 1,
    Place,
    Flip,
    Posterior,
    DiscriminatorPosterior,
    Timestep,
    Noise,
    Dropout,
    Resize,
    Step,
    Part,
    View,
};

/// Well mixed 64 bits of a seed, a number and a purpose (SplitMix64, Steele et al. 2014).
std::uint64_t mixed(std::uint64_t seed, std::int64_t number, Draw purpose);

/// [0, 1) of the same.
double uniform(std::uint64_t seed, std::int64_t number, Draw purpose);

/// The samples of one batch, by their numbers counted through the whole run and all its processes.
struct SampleRange {
    std::int64_t first = 0;
    int count = 0;
};

/// Everything random about a sample is a function of the run's seed and the sample's number. So a
/// resumed run needs no generator's state, and how samples are dealt to batches, accumulation and
/// processes changes nothing. Drawn on the CPU: every device sees the same.
/// @param sizes of one sample  @return [count, sizes…] standard normal
torch::Tensor sample_normal(std::uint64_t seed, const SampleRange& range, Draw purpose,
                            torch::IntArrayRef sizes);

/// @return [count] int64, uniform in [0, bound)
torch::Tensor sample_integers(std::uint64_t seed, const SampleRange& range, Draw purpose,
                              std::int64_t bound);

/// @return [count] bool, true with chance `share`
torch::Tensor sample_chance(std::uint64_t seed, const SampleRange& range, Draw purpose,
                            double share);

}  // namespace ldm::train
