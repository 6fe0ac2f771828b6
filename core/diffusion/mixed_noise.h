// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/noise_source.h"

#include <functional>
#include <memory>

namespace ldm::diffusion {

/// Makes the source of a seed.
using NoiseOfSeed = std::function<std::unique_ptr<NoiseSource>(std::uint64_t seed)>;

/// Another seed and how far to turn towards it, 0 to 1.
struct NoiseShare {
    std::uint64_t seed;
    double weight;
};

/// A seed's noise turned towards other seeds' one after the other (spherical interpolation;
/// Shoemake 1985). Noises of different seeds are independent and so at right angles on average:
/// the angles are taken from the seeds, not measured, so that a position's noise is normal and
/// depends on nothing but itself. A weight of 1 gives the other seed's very noise.
class BlendedNoise final : public NoiseSource {
public:
    BlendedNoise(std::uint64_t seed, const std::vector<NoiseShare>& shares,
                 const NoiseOfSeed& source);
    at::Tensor normal(at::IntArrayRef shape) override;
    void skip(at::IntArrayRef shape, int draws) override;

private:
    struct Part {
        std::uint64_t seed;
        double amount;  ///< the squares of all sum up to 1
        std::unique_ptr<NoiseSource> source;
    };
    std::vector<Part> parts_;
};

/// One noise where a mask says so, another elsewhere; every draw of both counts.
class PatchedNoise final : public NoiseSource {
public:
    /// @param where bool [1,1,h,w]
    PatchedNoise(std::unique_ptr<NoiseSource> elsewhere, std::unique_ptr<NoiseSource> here,
                 at::Tensor where);
    at::Tensor normal(at::IntArrayRef shape) override;
    void skip(at::IntArrayRef shape, int draws) override;

private:
    std::unique_ptr<NoiseSource> elsewhere_, here_;
    at::Tensor where_;
};

}  // namespace ldm::diffusion
