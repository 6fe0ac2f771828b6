// SPDX-License-Identifier: MIT
#include "diffusion/sample_ddim.h"

#include "gaussian_denoiser.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;

class SampleDdimTest : public QObject {
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

    void guidanceMixesWhateverTheNetworkAnswers()
    {
        const Schedule schedule(celeba());
        at::manual_seed(4);
        const auto x_t = at::randn({1, 2, 4, 4}), noise = at::randn({1, 2, 4, 4});
        const Condition none{{}, {}, at::tensor({0}, at::kLong)};
        const Condition some{{}, {}, at::tensor({1}, at::kLong)};
        const auto t = at::full({1}, 500, at::kLong);
        const auto x0 = schedule.predict_start_from_noise(x_t, t, noise);
        const auto other_x0 = schedule.predict_start_from_noise(x_t, t, 2.0 * noise);
        for (const auto kind : {Prediction::Epsilon, Prediction::X0, Prediction::V}) {
            // Says `noise` without the condition and twice as much with it.
            const Network network = [&](const at::Tensor&, const at::Tensor&, const Condition&) {
                return at::cat({schedule.training_target(kind, x0, t, noise),
                                schedule.training_target(kind, other_x0, t, 2.0 * noise)});
            };
            GuidedDenoiser guided(network, schedule, kind, none, some, 3.0);
            QVERIFY(at::allclose(guided.predict_eps(x_t, 500), 4.0 * noise, 1e-3, 1e-3));
        }
    }

    // What is left of the noise would be plain to see after one step.
    void fewStepsEndAtThePictureThatWasForeseen()
    {
        const Schedule schedule(celeba());
        Sine model;
        FieldNoise noise(1);
        at::Tensor foreseen;
        const auto z =
            sample_ddim(model, schedule, at::randn({1, 4, 4, 4}), {.steps = 1, .trailing = true},
                        noise, [&](const SampleStep& step) { foreseen = step.pred_x0; });
        QVERIFY(at::allclose(z, foreseen, 1e-6, 1e-6));
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

    void theCallbackEndsTheRunWithinOneStep()
    {
        const Schedule schedule(celeba());
        Sine model;
        FieldNoise noise(1);
        const auto cancel_at_third = [](const SampleStep& step) {
            if (step.step == 3)
                throw Cancelled{};
        };
        QVERIFY_EXCEPTION_THROWN(sample_ddim(model, schedule, at::ones({1, 1, 2, 2}), {.steps = 20},
                                             noise, cancel_at_third),
                                 Cancelled);
        QCOMPARE(model.calls, 3);
    }

    void quantizedX0ReachesTheSample()
    {
        const Schedule schedule(celeba());
        Sine model;
        FieldNoise noise(1);
        DdimOptions options{.steps = 4};
        options.quantize_x0 = [](const at::Tensor& x) { return at::zeros_like(x); };
        at::Tensor last;
        sample_ddim(model, schedule, at::ones({1, 1, 2, 2}), options, noise,
                    [&](const SampleStep& step) { last = step.pred_x0; });
        QCOMPARE(last.abs().max().item<float>(), 0.0f);
    }

    void badOptionsAreRefused()
    {
        const Schedule schedule(celeba());
        Sine model;
        FieldNoise noise(1);
        const auto x_T = at::ones({1, 1, 2, 2});
        QVERIFY_EXCEPTION_THROWN(sample_ddim(model, schedule, x_T, {.steps = 0}, noise), Error);
        QVERIFY_EXCEPTION_THROWN(
            sample_ddim(model, schedule, x_T, {.steps = 5, .eta = -0.1}, noise), Error);
        QVERIFY_EXCEPTION_THROWN(sample_ddim(model, schedule, x_T[0], {.steps = 5}, noise), Error);
    }

    void inversionFindsTheNoiseAgain()
    {
        const Schedule schedule(celeba());
        test::GaussianDenoiser model(schedule, 0.3, 0.6);
        FieldNoise noise(1);
        const auto x_T = at::linspace(-2.0, 2.0, 16).view({1, 1, 4, 4});
        double before = 1e9;
        for (const int steps : {20, 100, 500}) {  // nearer with every step more
            const auto z = sample_ddim(model, schedule, x_T, {.steps = steps}, noise);
            const auto back = invert_ddim(model, schedule, z, steps);
            const double apart = (back - x_T).abs().max().item<double>();
            QVERIFY(apart < 0.6 * before);
            before = apart;
        }
        QVERIFY2(before < 0.03, qPrintable(QString::number(before)));
    }

    void onlyTheLastStepsMayBeMade()
    {
        const Schedule schedule(celeba());
        Sine model;
        FieldNoise noise(1);
        std::vector<at::Tensor> xs;
        const auto x_T = at::ones({1, 1, 2, 2});
        const auto whole = sample_ddim(model, schedule, x_T, {.steps = 10}, noise,
                                       [&](const SampleStep& step) { xs.push_back(step.x); });
        model.calls = 0;
        const auto rest =
            sample_ddim(model, schedule, xs[6], {.steps = 10, .last_steps = 3}, noise);
        QCOMPARE(model.calls, 3);
        QVERIFY(at::allclose(rest, whole));
    }

    void aRunMayEndHalfWayAndBeGoneOnWith()
    {
        const Schedule schedule(celeba());
        Sine model;
        std::vector<at::Tensor> xs;
        const auto x_T = at::ones({1, 1, 2, 2});
        FieldNoise noise(1);
        const DdimOptions options{.steps = 10, .eta = 1.0};
        const auto whole = sample_ddim(model, schedule, x_T, options, noise,
                                       [&](const SampleStep& step) { xs.push_back(step.x); });
        FieldNoise again(1);
        auto half = options;
        half.stop_after = 4;
        int total = 0;
        const auto x = sample_ddim(model, schedule, x_T, half, again,
                                   [&](const SampleStep& step) { total = step.total; });
        QCOMPARE(total, 4);
        QVERIFY(at::equal(x, xs[3]));
        FieldNoise later(1);
        later.skip(x.sizes(), 4);
        auto rest = options;
        rest.last_steps = 6;
        QVERIFY(at::equal(sample_ddim(model, schedule, x, rest, later), whole));
    }

    void aPartMayFollowAnotherRun()
    {
        const Schedule schedule(celeba());
        Sine inner;
        FieldNoise noise(1), other(2);
        const auto x_T = at::ones({1, 1, 2, 4});
        std::vector<at::Tensor> way{x_T};
        sample_ddim(inner, schedule, x_T, {.steps = 5, .eta = 1.0}, noise,
                    [&](const SampleStep& step) { way.push_back(step.x); });
        auto renewed = at::zeros({1, 1, 2, 4}, at::kBool);
        renewed.narrow(3, 1, 2).fill_(true);
        FollowingDenoiser following(inner, way, renewed, 0);
        const auto z =
            following.settled(sample_ddim(following, schedule, following.settled(3.0 * x_T, 0),
                                          {.steps = 5, .eta = 1.0}, other),
                              5);
        const auto differs = (z != way.back())[0][0];
        QVERIFY(at::equal(differs, renewed[0][0]));
    }

    void rescaledGuidanceKeepsTheConditionalContrast()
    {
        const Network network = [](const at::Tensor& x, const at::Tensor&, const Condition& c) {
            return x * c.y.view({-1, 1, 1, 1}).to(at::kFloat);
        };
        const Schedule schedule(celeba());
        const auto one = at::ones({1}, at::kLong), three = at::full({1}, 3, at::kLong);
        const auto x = at::linspace(-1.0, 1.0, 16).view({1, 1, 4, 4});
        const auto spread = [&](double rescale) {
            GuidedDenoiser guided(network, schedule, Prediction::Epsilon, {{}, {}, one},
                                  {{}, {}, three}, 5.0, rescale);
            return guided.predict_eps(x, 5).std().item<double>() / x.std().item<double>();
        };
        QVERIFY(std::abs(spread(0.0) - 11.0) < 1e-4);  // 1 + 5·(3 - 1)
        QVERIFY(std::abs(spread(1.0) - 3.0) < 1e-4);
        QVERIFY(std::abs(spread(0.5) - 7.0) < 1e-4);
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
        const Schedule schedule(celeba());
        GuidedDenoiser guided(network, schedule, Prediction::Epsilon,
                              {at::zeros({1, 1, 2, 2}), {}, {}}, {at::ones({1, 1, 2, 2}), {}, {}},
                              1.0);
        const auto x = at::full({1, 1, 2, 2}, 3.0);
        QVERIFY(at::allclose(guided.predict_eps(x, 5), x + 1.0));
    }
};

QTEST_APPLESS_MAIN(SampleDdimTest)
#include "sample_ddim_test.moc"
