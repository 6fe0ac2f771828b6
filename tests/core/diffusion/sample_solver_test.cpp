// SPDX-License-Identifier: MIT
#include "diffusion/sample_solver.h"

#include "gaussian_denoiser.h"
#include "ldm/error.h"

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;

class SampleSolverTest : public QObject {
    Q_OBJECT

private:
    using Solver = at::Tensor (*)(Denoiser&, const Schedule&, at::Tensor, const SolverOptions&,
                                  const StepCallback&);

    const Schedule m_schedule{ScheduleConfig{.linear_start = 0.0015, .linear_end = 0.0195}};
    const at::Tensor m_start = at::linspace(-2.0, 2.0, 16).view({1, 1, 4, 4});

    // How far a solver of so many steps is from the exact flow.
    double errorOf(Solver solver, int steps) const
    {
        test::GaussianDenoiser denoiser(m_schedule, 0.7, 0.5);
        const SolverOptions options{.steps = steps, .spacing = LevelSpacing::Karras};
        const auto times = solver_timesteps(m_schedule, steps, options.spacing);
        const auto want = denoiser.flow(m_start, times.front(), times.back());
        return (solver(denoiser, m_schedule, m_start, options, {}) - want)
            .abs()
            .max()
            .item<double>();
    }

private Q_SLOTS:
    void timestepsFallFromTheNoisiest()
    {
        const auto uniform = solver_timesteps(m_schedule, 10, LevelSpacing::Uniform);
        QCOMPARE(uniform.front(), 999);
        QCOMPARE(uniform.back(), 99);
        QCOMPARE(uniform.size(), size_t(10));
        const auto karras = solver_timesteps(m_schedule, 40, LevelSpacing::Karras);
        QCOMPARE(karras.front(), 999);
        QCOMPARE(karras.back(), 0);
        QVERIFY(std::is_sorted(karras.rbegin(), karras.rend()));
        QVERIFY(std::adjacent_find(karras.begin(), karras.end()) == karras.end());
        QVERIFY_EXCEPTION_THROWN(solver_timesteps(m_schedule, 0, LevelSpacing::Uniform), Error);
        QVERIFY_EXCEPTION_THROWN(solver_timesteps(m_schedule, 1001, LevelSpacing::Uniform), Error);
    }

    void solversMeetTheirOrder_data()
    {
        QTest::addColumn<Solver>("solver");
        QTest::addColumn<double>("least");
        QTest::newRow("dpmpp_2m") << Solver(sample_dpmpp_2m) << 1.6;
        QTest::newRow("heun") << Solver(sample_heun) << 1.6;
        QTest::newRow("unipc") << Solver(sample_unipc) << 2.5;
    }

    void solversMeetTheirOrder()
    {
        QFETCH(Solver, solver);
        QFETCH(double, least);
        const double coarse = errorOf(solver, 16), fine = errorOf(solver, 64);
        const double order = std::log2(coarse / fine) / 2.0;
        QVERIFY2(order > least,
                 qPrintable(QString("%1 → %2: order %3").arg(coarse).arg(fine).arg(order)));
        QVERIFY(fine < 5e-3);
    }

    void theSdeEndsInTheDataDistribution()
    {
        test::GaussianDenoiser denoiser(m_schedule, 0.7, 0.5);
        FieldNoise noise(5);
        const auto x_T = noise.normal({1, 1, 200, 200});
        const auto z = sample_dpmpp_2m_sde(denoiser, m_schedule, x_T,
                                           {.steps = 60, .spacing = LevelSpacing::Karras}, noise);
        QVERIFY(std::abs(z.mean().item<double>() - 0.7) < 0.02);
        QVERIFY(std::abs(z.std().item<double>() - 0.5) < 0.02);
    }

    void stepsAreReportedAndHeunAsksTwice()
    {
        test::GaussianDenoiser denoiser(m_schedule, 0.0, 1.0);
        int reports = 0;
        sample_heun(denoiser, m_schedule, m_start, {.steps = 5}, [&](const SampleStep& step) {
            QCOMPARE(step.step, ++reports);
            QCOMPARE(step.total, 5);
        });
        QCOMPARE(reports, 5);
        QCOMPARE(denoiser.calls, 9);
    }
};

QTEST_APPLESS_MAIN(SampleSolverTest)
#include "sample_solver_test.moc"
