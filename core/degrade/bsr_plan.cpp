// SPDX-License-Identifier: MIT
#include "degrade/bsr_plan.h"

#include <algorithm>
#include <numbers>
#include <random>

namespace ldm::degrade {

namespace {

// Draws that are the same on every standard library (its distributions are not).
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    double unit() { return double(engine_() >> 11) * 0x1p-53; }  ///< in [0,1)
    double between(double low, double high) { return low + (high - low) * unit(); }
    int integer(int low, int high) { return low + int(unit() * (high - low + 1)); }  ///< inclusive
    bool chance(double probability) { return unit() < probability; }
    std::uint64_t bits() { return engine_(); }

    Interpolation interpolation() { return Interpolation(integer(1, 3)); }

private:
    std::mt19937_64 engine_;
};

BlurPlan draw_blur(Random& random, bool light, int scale)
{
    const double variance = (4.0 + scale) / (light ? 4.0 : 1.0);
    const double deviation = (2.0 + 0.2 * scale) / (light ? 4.0 : 1.0);
    BlurPlan blur;
    blur.anisotropic = random.chance(0.5);
    if (blur.anisotropic) {
        const int cells = random.integer(2, 11);
        blur.size = light ? cells + 3 : 2 * cells + 3;
        blur.l1 = variance * random.unit();
        blur.l2 = variance * random.unit();
        blur.angle = std::numbers::pi * random.unit();
    } else {
        blur.size = 2 * random.integer(2, light ? 4 : 11) + 3;
        blur.sigma = deviation * random.unit();
    }
    return blur;
}

ShrinkPlan draw_shrink(Random& random, bool light, int scale)
{
    ShrinkPlan shrink;
    shrink.resize = random.chance(light ? 0.8 : 0.75);
    if (shrink.resize) {
        shrink.factor = random.between(1.0, 2.0 * scale);
        shrink.interpolation = random.interpolation();
    } else {
        shrink.sigma = random.between(0.1, 0.6 * scale);
    }
    return shrink;
}

NoisePlan draw_noise(Random& random, bool light)
{
    NoisePlan noise;
    noise.level = light ? random.integer(1, 2) : random.integer(2, 25);
    const double which = random.unit();
    noise.kind = which > 0.6   ? NoiseKind::Colour
                 : which < 0.4 ? NoiseKind::Grey
                               : NoiseKind::Correlated;
    if (noise.kind == NoiseKind::Correlated) {
        std::generate(noise.spectrum.begin(), noise.spectrum.end(), [&] { return random.unit(); });
        std::generate(noise.basis.begin(), noise.basis.end(), [&] { return random.unit(); });
    }
    noise.seed = random.bits();
    return noise;
}

// A random order in which step 2 comes before step 3.
std::array<int, 7> draw_order(Random& random)
{
    std::array<int, 7> order{0, 1, 2, 3, 4, 5, 6};
    for (int i = 6; i > 0; --i)
        std::swap(order[size_t(i)], order[size_t(random.integer(0, i))]);
    const auto shrink = std::find(order.begin(), order.end(), 2);
    const auto resize = std::find(order.begin(), order.end(), 3);
    if (resize < shrink)
        std::iter_swap(resize, shrink);
    return order;
}

}  // namespace

BsrPlan draw_bsr_plan(bool light, int factor, std::uint64_t seed)
{
    Random random(seed);
    BsrPlan plan;
    plan.light = light;
    plan.scale = factor;
    if (factor == 4 && random.chance(0.25)) {
        plan.halving = HalvingPlan{!random.chance(0.5), random.interpolation()};
        plan.scale = 2;
    }
    plan.order = draw_order(random);
    plan.first_blur = draw_blur(random, light, plan.scale);
    if (!light)
        plan.second_blur = draw_blur(random, light, plan.scale);
    plan.shrink = draw_shrink(random, light, plan.scale);
    plan.resize = random.interpolation();
    plan.noise = draw_noise(random, light);
    const int worst = light ? 80 : 30;
    if (random.chance(0.9))
        plan.jpeg = random.integer(worst, 95);
    plan.final_jpeg = random.integer(worst, 95);
    return plan;
}

}  // namespace ldm::degrade
