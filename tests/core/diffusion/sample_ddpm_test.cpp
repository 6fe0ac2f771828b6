// SPDX-License-Identifier: MIT
#include "diffusion/sample_ddpm.h"

#include "gaussian_denoiser.h"
#include "ldm/error.h"

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;

class SampleDdpmTest : public QObject {
    Q_OBJECT

private:
    const Schedule m_schedule{ScheduleConfig{.linear_start = 0.0015, .linear_end = 0.0195}};

private Q_SLOTS:
    void endsInTheDataDistribution()
    {
        test::GaussianDenoiser denoiser(m_schedule, -0.4, 0.8);
        FieldNoise noise(5);
        const auto x_T = noise.normal({1, 1, 64, 64});
        int reports = 0;
        const auto z = sample_ddpm(denoiser, m_schedule, x_T, {}, noise,
                                   [&](const SampleStep&) { ++reports; });
        QCOMPARE(reports, 1000);
        QVERIFY(std::abs(z.mean().item<double>() + 0.4) < 0.05);
        QVERIFY(std::abs(z.std().item<double>() - 0.8) < 0.03);
    }

    void startsWhereItIsTold()
    {
        test::GaussianDenoiser denoiser(m_schedule, 0.0, 1.0);
        FieldNoise noise(5);
        const auto x = noise.normal({1, 1, 4, 4});
        sample_ddpm(denoiser, m_schedule, x, {.start = 7}, noise);
        QCOMPARE(denoiser.calls, 7);
        QVERIFY_EXCEPTION_THROWN(sample_ddpm(denoiser, m_schedule, x, {.start = 1001}, noise),
                                 Error);
    }
};

QTEST_APPLESS_MAIN(SampleDdpmTest)
#include "sample_ddpm_test.moc"
