// SPDX-License-Identifier: MIT
#include "diffusion/timestep_spacing.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;

class TimestepSpacingTest : public QObject {
    Q_OBJECT

private:
    static ScheduleConfig schedule_of(double start, double end)
    {
        ScheduleConfig c;
        c.linear_start = start;
        c.linear_end = end;
        return c;
    }

private Q_SLOTS:
    void trailingStepsEndAtPureNoise()
    {
        QCOMPARE(trailing_timesteps(4, 1000), (std::vector<std::int64_t>{249, 499, 749, 999}));
        QCOMPARE(trailing_timesteps(3, 1000), (std::vector<std::int64_t>{332, 666, 999}));
        QCOMPARE(trailing_timesteps(1, 1000), (std::vector<std::int64_t>{999}));
        QCOMPARE(trailing_timesteps(1000, 1000).front(), std::int64_t(0));
        QVERIFY_EXCEPTION_THROWN(trailing_timesteps(0, 1000), Error);
        QVERIFY_EXCEPTION_THROWN(trailing_timesteps(1001, 1000), Error);
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

    void quadStepsAreTheReferences()
    {
        const auto t = quad_timesteps(50, 1000);
        const std::vector<std::int64_t> first{1, 1, 2, 3, 6, 9, 12, 17};
        QVERIFY(std::equal(first.begin(), first.end(), t.begin()));
        QCOMPARE(t.size(), size_t(50));
        QCOMPARE(t.back(), std::int64_t(801));
        QCOMPARE(quad_timesteps(1, 1000), std::vector<std::int64_t>{1});
    }

    void tableMeetsTheReferenceVector_data()
    {
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("end");
        QTest::addColumn<QVector<double>>("alphas");
        QTest::addColumn<QVector<double>>("previous");
        QTest::addColumn<QVector<double>>("sigmas");
        QTest::newRow("celeba") << .0015 << .0195
                                << QVector{.996994436, .965732038, .114004783, .00020195602}
                                << QVector{.99849999, .996994436, .133362904, .000294785626}
                                << QVector{.0274320478, .0524425306, .37680532, .561138321};
        QTest::newRow("text") << .00085 << .012
                              << QVector{.998296022, .980380774, .274999052, .00577550009}
                              << QVector{.999149978, .998296022, .302295655, .00728172716}
                              << QVector{.0206483544, .0394796008, .294784579, .454463286};
    }

    void tableMeetsTheReferenceVector()
    {
        QFETCH(double, start);
        QFETCH(double, end);
        QFETCH(QVector<double>, alphas);
        QFETCH(QVector<double>, previous);
        QFETCH(QVector<double>, sigmas);
        const Schedule schedule(schedule_of(start, end));
        const auto table = make_ddim_table(schedule, uniform_timesteps(50, 1000), 1.0);
        const size_t entries[] = {0, 1, 25, 49};
        const auto near = [](float got, double want) { return std::abs(got - want) < 1e-5 * want; };
        for (int k = 0; k < 4; ++k) {
            QVERIFY(near(table.alphas[entries[k]], alphas[k]));
            QVERIFY(near(table.alphas_prev[entries[k]], previous[k]));
            QVERIFY(near(table.sigmas[entries[k]], sigmas[k]));
        }
    }

    void aRunMayEndAtThePictureItself()
    {
        const Schedule schedule(schedule_of(.0015, .0195));
        const auto published = make_ddim_table(schedule, {499, 999}, 1.0);
        const auto clean = make_ddim_table(schedule, {499, 999}, 1.0, DdimEnd::Picture);
        QCOMPARE(published.alphas_prev[0], schedule.alphas_cumprod[0].item<float>());
        QVERIFY(published.sigmas[0] > 0.0f);
        QCOMPARE(clean.alphas_prev[0], 1.0f);
        QCOMPARE(clean.sigmas[0], 0.0f);
        QCOMPARE(clean.alphas_prev[1], published.alphas_prev[1]);
        QCOMPARE(clean.sigmas[1], published.sigmas[1]);
    }

    void badStepsAndEtaAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(uniform_timesteps(0, 1000), Error);
        QVERIFY_EXCEPTION_THROWN(uniform_timesteps(1001, 1000), Error);
        const Schedule schedule(schedule_of(.0015, .0195));
        QVERIFY_EXCEPTION_THROWN(make_ddim_table(schedule, {1, 501}, 1.5), Error);
    }
};

QTEST_APPLESS_MAIN(TimestepSpacingTest)
#include "timestep_spacing_test.moc"
