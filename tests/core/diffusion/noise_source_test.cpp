// SPDX-License-Identifier: MIT
#include "diffusion/noise_source.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;

class NoiseSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldNoiseKeepsItsPlaces()
    {
        const auto small = FieldNoise(5).normal({1, 3, 8, 8});
        const auto large = FieldNoise(5).normal({1, 3, 16, 24});
        QVERIFY(at::equal(small, large.narrow(2, 0, 8).narrow(3, 0, 8)));
        const auto batch = FieldNoise(5).normal({3, 3, 8, 8});
        QVERIFY(at::equal(batch[2], FieldNoise(7).normal({1, 3, 8, 8})[0]));
        const auto many = FieldNoise(9).normal({1, 4, 128, 128});
        QVERIFY(std::abs(many.mean().item<double>()) < 0.02);
        QVERIFY(std::abs(many.std().item<double>() - 1.0) < 0.02);
    }

    void fieldNoiseMayBeginAnywhere()
    {
        const auto whole = FieldNoise(5).normal({1, 3, 16, 24});
        const auto part = FieldNoise(5, 7, 3).normal({1, 3, 8, 8});
        QVERIFY(at::equal(part, whole.narrow(2, 3, 8).narrow(3, 7, 8)));
        const auto before = FieldNoise(5, -4, -2).normal({1, 3, 18, 28});
        QVERIFY(at::equal(before.narrow(2, 2, 16).narrow(3, 4, 24), whole));
    }

    void skippedDrawsCount()
    {
        const std::vector<std::int64_t> shape{1, 2, 4, 4};
        const auto check = [&](NoiseSource& a, NoiseSource& b) {
            for (int i = 0; i < 3; ++i)
                a.normal(shape);
            b.skip(shape, 3);
            return at::equal(a.normal(shape), b.normal(shape));
        };
        FieldNoise a(5), b(5);
        QVERIFY(check(a, b));
        SequenceNoise c(5), d(5);
        QVERIFY(check(c, d));
    }

    void drawsDiffer()
    {
        FieldNoise field(5);
        SequenceNoise sequence(5);
        for (auto* source : std::initializer_list<NoiseSource*>{&field, &sequence})
            QVERIFY(!at::equal(source->normal({1, 2, 4, 4}), source->normal({1, 2, 4, 4})));
    }

    void sequenceFollowsItsSeed()
    {
        SequenceNoise a(7), b(7), c(8);
        const auto first = a.normal({1, 3, 8, 8});
        QVERIFY(at::equal(first, b.normal({1, 3, 8, 8})));
        QVERIFY(!at::equal(first, c.normal({1, 3, 8, 8})));
    }

    void channelsAndPlacesAreUncorrelated()
    {
        const auto x = FieldNoise(11).normal({1, 2, 128, 128})[0];
        const auto correlation = [](const at::Tensor& a, const at::Tensor& b) {
            return std::abs((a * b).mean().item<double>());
        };
        QVERIFY(correlation(x[0], x[1]) < 0.04);
        QVERIFY(correlation(x.narrow(1, 0, 127), x.narrow(1, 1, 127)) < 0.04);
        QVERIFY(correlation(x.narrow(2, 0, 127), x.narrow(2, 1, 127)) < 0.04);
    }

    void givenNoiseIsUsedInOrderAndUp()
    {
        GivenNoise given({at::zeros({1, 1, 2, 2}), at::ones({1, 1, 2, 2})});
        QCOMPARE(given.normal({1, 1, 2, 2}).sum().item<float>(), 0.0f);
        QVERIFY_EXCEPTION_THROWN(given.normal({1, 1, 2, 3}), Error);
        QCOMPARE(given.normal({1, 1, 2, 2}).sum().item<float>(), 4.0f);
        QVERIFY_EXCEPTION_THROWN(given.normal({1, 1, 2, 2}), Error);
    }
};

QTEST_APPLESS_MAIN(NoiseSourceTest)
#include "noise_source_test.moc"
