// SPDX-License-Identifier: MIT
#include "diffusion/sample_ddim.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;

class DiffusionTest : public QObject {
    Q_OBJECT

private:
    // The reference's model without weights: e(x,t) = sin(x/2 + t/1000).
    struct Sine final : Denoiser {
        at::Tensor predict_eps(const at::Tensor& x, std::int64_t t) override
        {
            ++calls;
            return at::sin(0.5 * x + 0.001 * double(t));
        }
        int calls = 0;
    };

    static ScheduleConfig celeba()
    {
        ScheduleConfig c;
        c.linear_start = 0.0015;
        c.linear_end = 0.0195;
        return c;
    }

private Q_SLOTS:
    void ddimMeetsTheReferenceVector()
    {
        const Schedule schedule(celeba());
        Sine model;
        FieldNoise noise(1);
        const auto x_T = at::tensor({-1.0f, -0.25f, 0.5f, 2.0f}).view({1, 1, 1, 4});
        int reports = 0;
        const auto z = sample_ddim(model, schedule, x_T, {.steps = 20}, noise,
                                   [&](const SampleStep&) { ++reports; });
        const auto want = at::tensor({-50.9449158f, -26.9584618f, -6.89163733f, 78.754715f});
        QVERIFY(at::allclose(z.flatten(), want, 1e-4));
        QCOMPARE(reports, 20);
        QCOMPARE(model.calls, 20);
    }

    void etaZeroIgnoresTheNoise()
    {
        const Schedule schedule(celeba());
        Sine model;
        FieldNoise a(1), b(2);
        const auto x_T = at::ones({1, 1, 2, 2});
        QVERIFY(at::equal(sample_ddim(model, schedule, x_T, {.steps = 5}, a),
                          sample_ddim(model, schedule, x_T, {.steps = 5}, b)));
    }

    void stepsAreTheReferences_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("last");
        QTest::newRow("20") << 20 << 20 << 951;
        QTest::newRow("400 runs 500") << 400 << 500 << 999;
        QTest::newRow("300 is clamped") << 300 << 334 << 999;
        QTest::newRow("1000 is clamped") << 1000 << 1000 << 999;
        QTest::newRow("1") << 1 << 1 << 1;
    }

    void stepsAreTheReferences()
    {
        QFETCH(int, steps);
        QFETCH(int, count);
        QFETCH(int, last);
        const auto t = uniform_timesteps(steps, 1000);
        QCOMPARE(int(t.size()), count);
        QCOMPARE(int(t.back()), last);
        QVERIFY(std::is_sorted(t.begin(), t.end()));
    }

    void badStepsAndEtaAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(uniform_timesteps(0, 1000), Error);
        QVERIFY_EXCEPTION_THROWN(uniform_timesteps(1001, 1000), Error);
        const Schedule schedule(celeba());
        QVERIFY_EXCEPTION_THROWN(make_ddim_table(schedule, {1, 501}, 1.5), Error);
    }

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

    void maskedPartsFollowTheKnownLatent()
    {
        const Schedule schedule(celeba());
        Sine inner;
        FieldNoise noise(3);
        const auto x0 = at::full({1, 1, 4, 4}, 0.5);
        auto mask = at::zeros({1, 1, 4, 4});
        mask.narrow(3, 0, 2).fill_(1.0);
        MaskedDenoiser masked(inner, schedule, x0, mask, noise);
        const auto x = masked.enter(at::full({1, 1, 4, 4}, 9.0), 1);
        QVERIFY(at::equal(x.narrow(3, 2, 2), at::full({1, 1, 4, 2}, 9.0)));
        QVERIFY(x.narrow(3, 0, 2).max().item<double>() < 2.0);
    }

    void guidanceOfScaleOneIsTheConditionalAnswer()
    {
        const Network network = [](const at::Tensor& x, const at::Tensor&, const Condition& c) {
            return x + c.concat;
        };
        GuidedDenoiser guided(network, {at::zeros({1, 1, 2, 2}), {}, {}},
                              {at::ones({1, 1, 2, 2}), {}, {}}, 1.0);
        const auto x = at::full({1, 1, 2, 2}, 3.0);
        QVERIFY(at::allclose(guided.predict_eps(x, 5), x + 1.0));
    }
};

QTEST_APPLESS_MAIN(DiffusionTest)
#include "diffusion_test.moc"
