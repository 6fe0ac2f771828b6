// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace ldm::diffusion {

/// Where a run gets its standard normal noise from. Drawn on the CPU in a fixed order, so a recipe
/// gives the same noise on every device.
class NoiseSource {
public:
    virtual ~NoiseSource() = default;

    /// The next draw. @param shape [B,C,H,W] @return fp32, on the CPU
    virtual at::Tensor normal(at::IntArrayRef shape) = 0;

    /// Leaves out that many draws of the shape: the next one is what it would have been after them.
    virtual void skip(at::IntArrayRef shape, int draws);
};

/// One stream, drawn in order: what the published scripts do.
class SequenceNoise final : public NoiseSource {
public:
    explicit SequenceNoise(std::uint64_t seed);
    at::Tensor normal(at::IntArrayRef shape) override;

private:
    at::Generator generator_;
};

/// A counter-based generator (after Salmon et al. 2011, "Philox") keyed by seed, draw, channel and
/// latent position: a larger map holds the smaller one's noise at the same places. Picture b of a
/// batch has seed + b.
class FieldNoise final : public NoiseSource {
public:
    /// @param left, top  position of the upper left corner; may be negative
    explicit FieldNoise(std::uint64_t seed, std::int64_t left = 0, std::int64_t top = 0)
        : seed_(seed), left_(left), top_(top)
    {
    }
    at::Tensor normal(at::IntArrayRef shape) override;
    void skip(at::IntArrayRef, int draws) override { draw_ += std::uint32_t(draws); }

private:
    std::uint64_t seed_;
    std::int64_t left_, top_;
    std::uint32_t draw_ = 0;
};

/// Given tensors, in order. For comparisons with a reference.
class GivenNoise final : public NoiseSource {
public:
    explicit GivenNoise(std::vector<at::Tensor> draws) : draws_(std::move(draws)) {}

    /// @throws Error{BadArgument} when the tensors are used up, Error{ShapeMismatch}
    at::Tensor normal(at::IntArrayRef shape) override;

private:
    std::vector<at::Tensor> draws_;
    size_t next_ = 0;
};

}  // namespace ldm::diffusion
