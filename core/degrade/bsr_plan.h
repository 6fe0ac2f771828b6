// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace ldm::degrade {

/// OpenCV's way of resampling.
enum class Interpolation { Linear = 1, Cubic = 2, Area = 3 };

/// A blur kernel.
struct BlurPlan {
    bool anisotropic = false;
    int size = 3;               ///< cells a side; may be even in the light variant
    double l1 = 1.0, l2 = 1.0;  ///< variances along the axes; anisotropic
    double angle = 0.0;         ///< of the first axis, radians; anisotropic
    double sigma = 1.0;         ///< isotropic
};

enum class NoiseKind { Colour, Grey, Correlated };

struct NoisePlan {
    NoiseKind kind = NoiseKind::Colour;
    int level = 1;  ///< standard deviation in grey levels
    /// Correlated: random numbers in [0,1) for the spectrum and for the matrix of its basis.
    std::array<double, 3> spectrum{};
    std::array<double, 9> basis{};
    std::uint64_t seed = 0;  ///< of the field itself
};

/// How the picture is halved before the other steps.
struct HalvingPlan {
    bool matlab = false;  ///< bicubic with antialiasing; else OpenCV with `interpolation`
    Interpolation interpolation = Interpolation::Linear;
};

/// The step that shrinks: by a resize, or by a Gaussian and every sf-th pixel.
struct ShrinkPlan {
    bool resize = true;
    double factor = 1.0;  ///< resize
    Interpolation interpolation = Interpolation::Linear;
    double sigma = 1.0;  ///< Gaussian
};

/// Every random choice of one BSR degradation (Zhang et al. 2021; the variant that LDM trained
/// with). Drawn first and then carried out, so that choices can be counted and steps tested.
struct BsrPlan {
    bool light = true;
    int scale = 4;  ///< of the steps: 2 if the picture is halved before
    std::optional<HalvingPlan> halving;
    std::array<int, 7> order{};           ///< of the seven steps below; shrink before resize
    BlurPlan first_blur;                  ///< step 0
    std::optional<BlurPlan> second_blur;  ///< step 1; none in the light variant
    ShrinkPlan shrink;                    ///< step 2
    Interpolation resize = Interpolation::Linear;  ///< step 3, to the final size
    NoisePlan noise;                               ///< step 4
    std::optional<int> jpeg;                       ///< step 5, quality; step 6, a camera, is none
    int final_jpeg = 95;                           ///< quality, always
};

/// @param factor 2 or 4
BsrPlan draw_bsr_plan(bool light, int factor, std::uint64_t seed);

}  // namespace ldm::degrade
