// SPDX-License-Identifier: MIT
#include "diffusion/mixed_noise.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>
#include <numbers>

using namespace ldm::diffusion;

class MixedNoiseTest : public QObject {
    Q_OBJECT

private:
    static std::unique_ptr<NoiseSource> field(std::uint64_t seed)
    {
        return std::make_unique<FieldNoise>(seed);
    }

    static at::Tensor blend(std::uint64_t seed, const std::vector<NoiseShare>& shares)
    {
        return BlendedNoise(seed, shares, field).normal({1, 4, 64, 64});
    }

    static at::Tensor of(std::uint64_t seed) { return FieldNoise(seed).normal({1, 4, 64, 64}); }

private Q_SLOTS:
    void theEndsAreTheSeedsOwn()
    {
        QVERIFY(at::equal(blend(1, {}), of(1)));
        QVERIFY(at::equal(blend(1, {{2, 0.0}}), of(1)));
        QVERIFY(at::equal(blend(1, {{2, 1.0}}), of(2)));
        QVERIFY(at::equal(blend(1, {{2, 0.4}, {3, 1.0}}), of(3)));
        QVERIFY(at::equal(blend(1, {{1, 0.7}}), of(1)));
    }

    void theMixtureIsAsStrong()
    {
        const auto half = blend(1, {{2, 0.5}});
        QVERIFY(at::allclose(half, std::numbers::sqrt2 / 2.0 * (of(1) + of(2)), 1e-5, 1e-6));
        for (const auto& mixture : {half, blend(1, {{2, 0.3}, {3, 0.6}, {2, 0.2}, {1, 0.9}})})
            QVERIFY(std::abs(mixture.std().item<double>() - 1.0) < 0.02);
    }

    void stepByStepItGoesTheWholeWay()
    {
        // A third of the way, then half of the rest: two thirds, on the same arc.
        const auto steps = blend(1, {{2, 1.0 / 3.0}, {2, 0.5}});
        QVERIFY(at::allclose(steps, blend(1, {{2, 2.0 / 3.0}}), 1e-4, 1e-5));
    }

    void aPatchChangesNothingElse()
    {
        auto where = at::zeros({1, 1, 8, 8}, at::kBool);
        where.narrow(3, 2, 3).fill_(true);
        PatchedNoise patched(field(1), field(2), where);
        patched.skip({1, 2, 8, 8}, 1);
        const auto got = patched.normal({1, 2, 8, 8});
        FieldNoise a(1), b(2);
        a.normal({1, 2, 8, 8});
        b.normal({1, 2, 8, 8});
        const auto outside = a.normal({1, 2, 8, 8}), inside = b.normal({1, 2, 8, 8});
        QVERIFY(at::equal(got.narrow(3, 2, 3), inside.narrow(3, 2, 3)));
        QVERIFY(at::equal(got.narrow(3, 0, 2), outside.narrow(3, 0, 2)));
        QVERIFY(at::equal(got.narrow(3, 5, 3), outside.narrow(3, 5, 3)));
    }
};

QTEST_APPLESS_MAIN(MixedNoiseTest)
#include "mixed_noise_test.moc"
