// SPDX-License-Identifier: MIT
#include "diffusion/schedule.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;

class ScheduleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreThePublished()
    {
        QVERIFY(beta_schedule_from_name("linear") == BetaSchedule::Linear);
        QVERIFY(beta_schedule_from_name("cosine") == BetaSchedule::Cosine);
        QVERIFY_EXCEPTION_THROWN(beta_schedule_from_name("karras"), Error);
    }

    void betasRunFromStartToEnd()
    {
        for (const auto kind : {BetaSchedule::Linear, BetaSchedule::SqrtLinear}) {
            const auto betas = make_betas({.beta_schedule = kind});
            QCOMPARE(betas.size(), size_t(1000));
            QVERIFY(std::abs(betas.front() - 1e-4) < 1e-12);
            QVERIFY(std::abs(betas.back() - 2e-2) < 1e-12);
            QVERIFY(std::is_sorted(betas.begin(), betas.end()));
        }
        const auto cosine = make_betas({.beta_schedule = BetaSchedule::Cosine});
        QCOMPARE(*std::max_element(cosine.begin(), cosine.end()), 0.999);
    }

    void noiseGrowsWithTime()
    {
        const Schedule s({});
        const auto steps = s.alphas_cumprod.diff();
        QVERIFY(steps.lt(0).all().item<bool>());
        QVERIFY(
            at::allclose(s.sqrt_alphas_cumprod.square() + s.sqrt_one_minus_alphas_cumprod.square(),
                         at::ones({1000}), 1e-5));
        QCOMPARE(s.alphas_cumprod_prev[0].item<float>(), 1.0f);
        QVERIFY(at::equal(s.alphas_cumprod_prev.slice(0, 1), s.alphas_cumprod.slice(0, 0, -1)));
    }

    void noisingAndPredictingAreInverse()
    {
        const Schedule s({});
        at::manual_seed(1);
        const auto x0 = at::randn({3, 2, 4, 4}), noise = at::randn({3, 2, 4, 4});
        const auto t = at::tensor({0, 300, 700}, at::kLong);
        const auto x_t = s.q_sample(x0, t, noise);
        QVERIFY(at::allclose(s.predict_start_from_noise(x_t, t, noise), x0, 1e-3, 1e-3));
        QVERIFY(at::allclose(s.predict_noise_from_start(x_t, t, x0), noise, 1e-3, 1e-2));
        QVERIFY_EXCEPTION_THROWN(s.q_sample(x0, t, noise.narrow(2, 0, 2)), Error);
    }

    void everyKindOfAnswerStandsForTheNoiseAndThePicture()
    {
        const Schedule s({});
        at::manual_seed(2);
        const auto x0 = at::randn({3, 2, 4, 4}), noise = at::randn({3, 2, 4, 4});
        const auto t = at::tensor({10, 300, 700}, at::kLong);
        const auto x_t = s.q_sample(x0, t, noise);
        for (const auto* name : {"eps", "x0", "v"}) {
            const auto kind = prediction_from_name(name);
            const auto answer = s.training_target(kind, x0, t, noise);
            QVERIFY(at::allclose(s.noise_from_answer(kind, x_t, t, answer), noise, 1e-3, 1e-2));
            QVERIFY(at::allclose(s.start_from_answer(kind, x_t, t, answer), x0, 1e-3, 1e-3));
        }
        QVERIFY_EXCEPTION_THROWN(prediction_from_name("score"), Error);
    }

    void posteriorOfTheFirstStepIsThePicture()
    {
        const Schedule s({});
        const auto x0 = at::full({1, 1, 2, 2}, 0.7), x_t = at::full({1, 1, 2, 2}, -3.0);
        const auto mean = s.q_posterior_mean(x0, x_t, at::zeros({1}, at::kLong));
        QVERIFY(at::allclose(mean, x0, 1e-4));
        QCOMPARE(s.posterior_variance[0].item<float>(), 0.0f);
        QVERIFY(std::abs(s.posterior_log_variance_clipped[0].item<double>() - std::log(1e-20)) <
                1e-3);
    }

    void weightsOfTheBoundAreFinite()
    {
        for (const auto kind : {BetaSchedule::Linear, BetaSchedule::Cosine})
            for (const auto prediction : {Prediction::Epsilon, Prediction::X0}) {
                const auto w = Schedule({.beta_schedule = kind}).lvlb_weights(prediction);
                QVERIFY(at::isfinite(w).all().item<bool>());
                QVERIFY(at::equal(w[0], w[1]));
            }
    }

    void impossibleSchedulesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(make_betas({.timesteps = 0}), Error);
        QVERIFY_EXCEPTION_THROWN(make_betas({.timesteps = 100001}), Error);
        QVERIFY_EXCEPTION_THROWN(make_betas({.linear_end = 1.0}), Error);
        QVERIFY_EXCEPTION_THROWN(make_betas({.linear_start = -0.1}), Error);
        QVERIFY_EXCEPTION_THROWN(make_betas({.linear_start = std::nan("")}), Error);
    }
};

QTEST_APPLESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
